#include "formats/tesseract_container.h"

#include <algorithm>
#include <string>
#include <vector>

#include "formats/byte_reader.h"
#include "formats/foreign.h"

namespace longhand::formats {
namespace {

constexpr std::array<std::string_view, kComponents> kNames = {
    "config",          "unicharset",         "unicharambigs",
    "inttemp",         "pffmtable",          "normproto",
    "punc-dawg",       "word-dawg",          "number-dawg",
    "freq-dawg",       "fixed-length-dawgs", "cube-unicharset",
    "cube-word-dawg",  "shapetable",         "bigram-dawg",
    "unambig-dawg",    "params-model",       "lstm",
    "lstm-punc-dawg",  "lstm-word-dawg",     "lstm-number-dawg",
    "lstm-unicharset", "lstm-recoder",       "version"};

constexpr std::uint32_t kMostEntries = 1000;  // larger counts mean the other byte order
constexpr std::int64_t kAbsent = -1;

std::uint32_t swap_bytes(std::uint32_t value) {
  return value >> 24 | (value >> 8 & 0xff00) | (value << 8 & 0xff0000) | value << 24;
}

Error wrong_count(std::uint32_t count) {
  const std::uint32_t swapped = swap_bytes(count);
  const bool big_endian = swapped >= 1 && swapped <= kMostEntries;
  return {ErrorCode::invalid_model,
          big_endian ? "traineddata: written for big-endian machines: convert it with "
                       "combine_tessdata on such a machine"
                     : "traineddata: expected a count of components from 1 to " +
                           std::to_string(kMostEntries) + ", found " + std::to_string(count)};
}

/// Component offsets as the file has them; -1 = absent.
std::vector<std::int64_t> read_offsets(ByteReader& reader, std::uint32_t count, std::size_t size) {
  std::vector<std::int64_t> offsets;
  std::int64_t last = static_cast<std::int64_t>(sizeof count + count * sizeof(std::int64_t));
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    const auto offset = reader.read<std::int64_t>();
    offsets.push_back(offset);
    if (offset == kAbsent) continue;
    if (offset < last || static_cast<std::uint64_t>(offset) > size) {
      reader.fail("component " + std::to_string(i) + " starts at " + std::to_string(offset) +
                  ", expected " + std::to_string(last) + " to " + std::to_string(size));
    }
    last = offset;
  }
  return offsets;
}

}  // namespace

std::string_view name_of(Component component) {
  return kNames[static_cast<std::size_t>(component)];
}

Result<TesseractContainer> TesseractContainer::read(std::span<const std::uint8_t> bytes) {
  ByteReader reader(bytes, "traineddata");
  const auto count = reader.read<std::uint32_t>();
  const bool plausible = count >= 1 && count <= kMostEntries;
  const auto offsets = read_offsets(reader, plausible ? count : 0, bytes.size());
  if (!reader.ok() || !plausible)
    return tl::unexpected(explain_foreign(bytes, FileKind::traineddata,
                                          reader.ok() ? wrong_count(count) : reader.error()));

  TesseractContainer container;
  std::size_t end = bytes.size();
  for (std::size_t i = offsets.size(); i-- > 0;) {
    if (offsets[i] == kAbsent) continue;
    const auto start = static_cast<std::size_t>(offsets[i]);
    if (i < kComponents) container.parts_[i] = bytes.subspan(start, end - start);
    end = start;
  }
  return container;
}

}  // namespace longhand::formats
