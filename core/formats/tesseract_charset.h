#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <longhand/error.h>

namespace longhand::formats {

inline constexpr std::uint32_t kDigitProperty = 8;

/// One line of a Tesseract `lstm-unicharset`.
struct Unichar {
  std::string text;              ///< UTF-8; " " for the entry that the file calls NULL
  std::uint32_t properties = 0;  ///< 1 alpha, 2 lower, 4 upper, 8 digit, 16 punctuation
  std::string script;
  int other_case = 0;
  int direction = 0;  ///< Unicode bidi class as ICU numbers it: 0 = left to right, 1 = right to
                      ///< left, ...
  int mirror = 0;
};

/// Reads a character set in Tesseract's text form, old forms with fewer fields included. Takes from
/// `text` what it has read. The first entry is the space.
Result<std::vector<Unichar>> read_tesseract_charset(std::string_view& text);

/// Whether entries 0 to 2 are the space and the two placeholders that most models begin with.
bool has_special_entries(const std::vector<Unichar>& charset);

}  // namespace longhand::formats
