#pragma once

#include <span>
#include <vector>

#include "ocr/characters.h"
#include "ocr/charset.h"

namespace longhand::ocr {

/// A run of characters without spaces, from left to right.
struct WordRange {
  int begin = 0;  ///< characters [begin, end)
  int end = 0;
  int spaces_before = 0;      ///< to print on its left where the search found spaces
  float space_certainty = 0;  ///< of the worse of the spaces around it; 0 at the line's ends

  bool operator==(const WordRange&) const = default;
};

/// Splits at spaces, where a dictionary word begins, and around characters of scripts without
/// spaces that no dictionary vouches for.
std::vector<WordRange> split_words(std::span<const Character> characters, const Charset& charset);

}  // namespace longhand::ocr
