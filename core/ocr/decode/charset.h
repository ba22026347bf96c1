#pragma once

#include <string>
#include <vector>

#include "formats/tesseract_charset.h"

namespace longhand::ocr {

inline constexpr int kSpace = 0;       ///< the charset's entry for a space
inline constexpr int kNoUnichar = -1;  ///< a step that completes no character

/// What decoding asks of a model's characters. An id outside the set counts as kNoUnichar.
class Charset {
 public:
  explicit Charset(const std::vector<formats::Unichar>& entries);

  int size() const { return int(entries_.size()); }
  bool contains(int id) const { return id >= 0 && id < size(); }

  /// UTF-8 as printed: Tesseract's private-use ligatures become plain letters.
  const std::string& text(int id) const { return entries_[id].text; }

  /// False for Han, Thai, Hangul, Hiragana and Katakana, whose words have no spaces between them.
  bool is_space_delimited(int id) const { return !contains(id) || entries_[id].space_delimited; }
  bool is_digit(int id) const { return contains(id) && entries_[id].digit; }

  /// Unicode bidirectional class as ICU numbers it.
  int direction(int id) const { return entries_[id].direction; }

  /// Whether words of the language as a whole are separated by spaces.
  bool language_is_space_delimited() const { return language_is_space_delimited_; }

 private:
  struct Entry {
    std::string text;
    bool space_delimited;
    bool digit;
    int direction;
  };
  std::vector<Entry> entries_;
  bool language_is_space_delimited_ = true;
};

}  // namespace longhand::ocr
