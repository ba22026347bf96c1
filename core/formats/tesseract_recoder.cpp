#include "formats/tesseract_recoder.h"

#include <algorithm>
#include <string>

#include "formats/tesseract_charset.h"

namespace longhand::formats {
namespace {

constexpr std::uint32_t kLongestCode = 9;
constexpr std::size_t kShortestEntry = 5;  // bytes: a flag and a length

std::vector<int> read_code(ByteReader& reader) {
  reader.skip(sizeof(std::int8_t));  // whether the character is its own normal form
  const auto length = reader.read_count(sizeof(std::int32_t), "labels");
  if (length > kLongestCode)
    reader.fail("a character of " + std::to_string(length) + " labels, expected at most " +
                std::to_string(kLongestCode));
  std::vector<int> code;
  for (std::uint32_t i = 0; i < length && reader.ok(); ++i)
    code.push_back(reader.read<std::int32_t>());
  return code;
}

tl::unexpected<Error> bad_codes(const std::string& message) {
  return fail(ErrorCode::invalid_model, "traineddata: component lstm-recoder: " + message);
}

}  // namespace

Codes read_tesseract_recoder(ByteReader& reader) {
  const auto count = reader.read_count(kShortestEntry, "characters");
  Codes codes;
  codes.reserve(count);
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) codes.push_back(read_code(reader));
  return codes;
}

Codes identity_codes(const std::vector<Unichar>& charset) {
  const std::size_t labels = charset.size() + (has_special_entries(charset) ? 0 : 1);
  Codes codes(labels);
  for (std::size_t i = 0; i < labels; ++i) codes[i] = {static_cast<int>(i)};
  return codes;
}

Result<void> check_codes(const Codes& codes, std::size_t characters, int labels) {
  if (codes.size() != characters && codes.size() != characters + 1)
    return bad_codes("labels for " + std::to_string(codes.size()) + " characters, expected " +
                     std::to_string(characters) + " or one more");
  int largest = -1;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    for (const int label : codes[i]) {
      if (label < 0 || label >= labels)
        return bad_codes("character " + std::to_string(i) + " uses label " + std::to_string(label) +
                         ", the network gives 0 to " + std::to_string(labels - 1));
      largest = std::max(largest, label);
    }
  }
  if (largest + 1 != labels)
    return bad_codes("uses " + std::to_string(largest + 1) + " labels, the network gives " +
                     std::to_string(labels));
  if (codes[0] != std::vector{0}) return bad_codes("expected label 0 for the space");
  return {};
}

}  // namespace longhand::formats
