#pragma once

#include <span>
#include <string>
#include <vector>

#include "ocr/decode/characters.h"
#include "ocr/decode/charset.h"
#include "ocr/line/words.h"

namespace longhand::ocr {

/// A word in its place in reading order.
struct OrderedWord {
  int word = 0;                  ///< index from left to right
  bool right_to_left = false;    ///< how the text around it runs
  const char* mark_before = "";  ///< direction mark that the text needs in front of the word, UTF-8
  const char* mark_after = "";
};

/// Words of a line, which are given from left to right, in the order in which they are read, with
/// the marks (U+200E, U+200F) that let a display show them in place again. Like Tesseract's
/// ResultIterator: the line runs right to left if its leftmost word does, or if its rightmost word
/// is not left-to-right and right-to-left words are in the majority; runs of the other direction
/// within it turn round.
std::vector<OrderedWord> order_words(std::span<const WordRange> words,
                                     std::span<const Character> characters, const Charset& charset);

/// The characters [word.begin, word.end) of a right-to-left word in reading order: reversed, but
/// letters and numbers that run left to right stay as they are.
std::vector<int> order_right_to_left(const WordRange& word, std::span<const Character> characters,
                                     const Charset& charset);

}  // namespace longhand::ocr
