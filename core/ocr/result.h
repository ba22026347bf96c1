#pragma once

#include <span>

#include <longhand/ocr.h>

#include "ocr/decode/characters.h"
#include "ocr/decode/charset.h"
#include "ocr/line/ink_boxes.h"

namespace longhand::ocr {

/// Fills text, confidence and words of `result`, in reading order. `keeps_spaces`: spaces stand
/// only where the search found them, else also between all words of scripts that have them.
void fill_result(std::span<const Character> characters, const Charset& charset,
                 const LineGeometry& geometry, bool keeps_spaces, OcrResult& result);

}  // namespace longhand::ocr
