#pragma once

#include <longhand/page.h>

namespace longhand::ocr {

/// How sure the reading of a row is.
struct Sureness {
  int letters = 0;  ///< and digits: ASCII ones, and whatever is not ASCII
  int symbols = 0;  ///< all of them
  float mean = 0;   ///< confidence of the symbols, 0..100; 0 if there are none
};

Sureness sureness_of(const PageLine& line);

}  // namespace longhand::ocr
