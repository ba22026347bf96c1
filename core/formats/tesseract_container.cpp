#include "formats/tesseract_container.h"

#include <algorithm>
#include <string>
#include <vector>

#include "formats/byte_reader.h"

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

bool starts_with(std::span<const std::uint8_t> bytes, std::string_view magic) {
  return bytes.size() >= magic.size() &&
         std::equal(magic.begin(), magic.end(), bytes.begin(),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

bool is_tar(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kMagicOffset = 257;
  return bytes.size() > kMagicOffset && starts_with(bytes.subspan(kMagicOffset), "ustar");
}

bool is_text(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kEnough = 16;
  const auto head = bytes.first(std::min(bytes.size(), kEnough));
  return std::all_of(head.begin(), head.end(), [](std::uint8_t byte) {
    return (byte >= 0x20 && byte < 0x7f) || byte == '\n' || byte == '\r' || byte == '\t';
  });
}

std::uint32_t swap_bytes(std::uint32_t value) {
  return value >> 24 | (value >> 8 & 0xff00) | (value << 8 & 0xff0000) | value << 24;
}

/// What bytes that do not start with a plausible component count look like.
std::string describe_foreign(std::span<const std::uint8_t> bytes, std::uint32_t count) {
  if (starts_with(bytes, "\x1f\x8b")) return "this is gzip data: decompress it first";
  if (starts_with(bytes, "PK\x03\x04")) return "this is a zip archive: unpack it first";
  if (is_tar(bytes)) return "this is a tar archive: unpack it first";
  if (is_text(bytes)) return "this is text, such as an error page of a web server";
  const std::uint32_t swapped = swap_bytes(count);
  if (swapped >= 1 && swapped <= kMostEntries)
    return "written for big-endian machines: convert it with combine_tessdata on such a machine";
  return "expected a count of components from 1 to " + std::to_string(kMostEntries) + ", found " +
         std::to_string(count);
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
  if (reader.ok() && (count == 0 || count > kMostEntries))
    return fail(ErrorCode::invalid_model, "traineddata: " + describe_foreign(bytes, count));
  const auto offsets = read_offsets(reader, count, bytes.size());
  if (!reader.ok()) return tl::unexpected(reader.error());

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
