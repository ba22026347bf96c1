#pragma once

#include <optional>
#include <vector>

#include "layout/components.h"
#include "layout/shapes.h"

namespace longhand::layout {

/// The line of text among the components of a picture. A point's height across the line is
/// v = y - slope * x.
struct TextLine {
  std::vector<bool> member;    ///< for each component, whether it belongs to the line
  float slope = 0;             ///< dy / dx of the line
  int left = 0, right = 0;     ///< of its ink
  int top = 0, bottom = 0;     ///< v of its highest and lowest ink
  int baseline = 0;            ///< v that most letters stand on
  bool several_lines = false;  ///< the picture holds another line
};

/// Finds the line with the most text; none if nothing looks like text. The picture has `width` x
/// `height` pixels, each 1 / `zoom` of a pixel of the original.
std::optional<TextLine> find_line(const Components& ink, const std::vector<Shape>& shapes,
                                  int width, int height, int zoom);

}  // namespace longhand::layout
