#pragma once

#include <span>
#include <vector>

#include "ocr/decode/characters.h"
#include "ocr/decode/charset.h"

namespace longhand::ocr {

/// A run of characters from left to right. One space separates words; where the search found more
/// in a row, the last one can be the first character of the word behind it, as in Tesseract.
struct WordRange {
  int begin = 0;  ///< characters [begin, end)
  int end = 0;
  bool after_space = false;   ///< a space stands in front of `begin`
  float space_certainty = 0;  ///< of the worse of the spaces around it; 0 where there is none

  bool operator==(const WordRange&) const = default;
};

/// Splits at spaces, where a dictionary word begins, and around characters of scripts without
/// spaces that no dictionary vouches for.
std::vector<WordRange> split_words(std::span<const Character> characters, const Charset& charset);

}  // namespace longhand::ocr
