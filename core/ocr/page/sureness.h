#pragma once

#include <span>

#include <longhand/page.h>

namespace longhand::ocr {

/// How sure the reading of a row is.
struct Sureness {
  int letters = 0;  ///< and digits: ASCII ones, and whatever is not ASCII
  int symbols = 0;  ///< all of them
  float mean = 0;   ///< confidence of the symbols, 0..100; 0 if there are none
};

Sureness sureness_of(const PageLine& line);

/// Mean confidence of words, longer ones count more: 0..100, 0 if there are none. In a script that
/// its model does not know it is low, although most symbols seem to be sure.
float word_confidence(std::span<const Word> words);

}  // namespace longhand::ocr
