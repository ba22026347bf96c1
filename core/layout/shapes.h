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
};

/// The shape of each component of a picture.
std::vector<Shape> classify(const Components& ink, int width, int height);

}  // namespace longhand::layout
