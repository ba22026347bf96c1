#pragma once

#include <span>
#include <vector>

#include <longhand/ocr.h>

#include "layout/line_ink.h"
#include "ocr/decode/characters.h"
#include "ocr/line/words.h"

namespace longhand::ocr {

/// Where the time steps of a line lie in its picture.
struct LineGeometry {
  layout::StripPlace strip;  ///< what the network saw of the picture
  const layout::LineInk& ink;
  float pixels_per_step = 1;
};

/// Boxes in pixels of the picture.
struct LineBoxes {
  std::vector<Box> words;
  std::vector<Box> characters;  ///< within their word's; not set for spaces
};

/// Fits boxes to the ink that was read: cuts it in gaps near the time steps between words, then
/// within each word near those between characters. Words without ink get their time steps and the
/// height of the line, characters without ink what is their steps' of the word.
LineBoxes fit_boxes(std::span<const Character> characters, std::span<const WordRange> words,
                    const LineGeometry& geometry);

}  // namespace longhand::ocr
