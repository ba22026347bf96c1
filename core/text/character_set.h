#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace longhand::text {

/// The first character (Unicode code point as UTF-8) of a non-empty text.
std::string_view first_character(std::string_view text);

/// The characters of a text.
std::vector<std::string_view> characters_of(std::string_view text);

/// Characters that somebody lists, as in "a-z.,": between two letters or digits in ascending order
/// "-" stands for all from the one to the other, elsewhere for itself.
class CharacterSet {
 public:
  /// `text` is UTF-8 and must outlive the set.
  explicit CharacterSet(std::string_view text);

  bool empty() const { return ranges_.empty(); }
  bool contains(std::string_view character) const;

 private:
  std::vector<std::pair<std::string_view, std::string_view>> ranges_;  ///< first, last
};

}  // namespace longhand::text
