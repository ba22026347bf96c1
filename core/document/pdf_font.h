#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace longhand::document {

/// The letters that a PDF document uses, each a code of its unseen font.
class PdfFont {
 public:
  /// A letter's code as PDF writes it: four digits. 0000, no letter, once all codes are taken.
  std::string code_of(std::string_view letter);

  /// With code 0.
  int glyphs() const { return int(letters_.size()) + 1; }

  /// Tells readers what its codes mean: a CMap.
  std::string to_unicode() const;

 private:
  std::map<std::string, int, std::less<>> codes_;
  std::vector<std::string> letters_;  ///< from code 1 on
};

/// UTF-16, big-endian, as the digits of a PDF string.
std::string utf16_digits(std::string_view text);

}  // namespace longhand::document
