#pragma once

#include <vector>

#include "layout/components.h"

namespace longhand::layout {

/// What a component is taken for.
enum class Shape {
  dust,   ///< too small to be a letter by itself; perhaps a dot or an accent
  glyph,  ///< letters, or what looks like them
  rule,   ///< a straight line drawn along or across the picture
  frame,  ///< a box drawn around text
  block,  ///< a filled box that takes an eighth of the picture or more, perhaps with text in the
          ///< other colour in it
};

/// The shape of each component of a picture whose pixels are 1 / `zoom` of those of the original.
std::vector<Shape> classify(const Components& ink, int width, int height, int zoom);

}  // namespace longhand::layout
