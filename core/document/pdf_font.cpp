#include "document/pdf_font.h"

#include <algorithm>

#include "text/utf8.h"

namespace longhand::document {
namespace {

constexpr std::size_t kMostLetters = 65534;
constexpr std::size_t kMostMappings = 100;  ///< in one section of a CMap

std::string digits_of(unsigned value) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  return {kDigits[value >> 12 & 15], kDigits[value >> 8 & 15], kDigits[value >> 4 & 15],
          kDigits[value & 15]};
}

}  // namespace

std::string utf16_digits(std::string_view text) {
  std::string digits;
  while (!text.empty()) {
    const char32_t c = text::take_code_point(text);
    if (c == text::kBroken) digits += digits_of(0xfffd);
    else if (c <= 0xffff) digits += digits_of(unsigned(c));
    else digits += digits_of(0xd7c0 + unsigned(c >> 10)) + digits_of(0xdc00 + (c & 0x3ff));
  }
  return digits;
}

std::string PdfFont::code_of(std::string_view letter) {
  auto known = codes_.find(letter);
  if (known == codes_.end()) {
    if (letters_.size() == kMostLetters) return digits_of(0);
    letters_.emplace_back(letter);
    known = codes_.emplace(letter, int(letters_.size())).first;
  }
  return digits_of(unsigned(known->second));
}

std::string PdfFont::to_unicode() const {
  std::string map =
      "/CIDInit /ProcSet findresource begin\n"
      "12 dict begin\n"
      "begincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "/CMapName /Longhand def\n"
      "/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  for (std::size_t first = 0; first < letters_.size(); first += kMostMappings) {
    const std::size_t end = std::min(first + kMostMappings, letters_.size());
    map += std::to_string(end - first) + " beginbfchar\n";
    for (std::size_t i = first; i < end; ++i)
      map += '<' + digits_of(unsigned(i + 1)) + "> <" + utf16_digits(letters_[i]) + ">\n";
    map += "endbfchar\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace longhand::document
