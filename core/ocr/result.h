#pragma once

#include <span>

#include <longhand/ocr.h>

#include "layout/strip_place.h"
#include "ocr/characters.h"
#include "ocr/charset.h"

namespace longhand::ocr {

/// Where the time steps of a line lie in its picture.
struct LineGeometry {
  layout::StripPlace strip;  ///< what the network saw of the picture
  float pixels_per_step = 1;
};

/// Fills text, confidence and words of `result`, in reading order. `keeps_spaces`: spaces stand
/// only where the search found them, else also between all words of scripts that have them.
void fill_result(std::span<const Character> characters, const Charset& charset,
                 const LineGeometry& geometry, bool keeps_spaces, OcrResult& result);

}  // namespace longhand::ocr
