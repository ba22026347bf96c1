#pragma once

#include <vector>

#include "image/plane.h"

namespace longhand::layout {

/// The letters of a vertical line, from top to bottom: each in rows [top, bottom) of the picture.
struct Cell {
  int top = 0, bottom = 0;
};

/// The ink of a picture, seen as a vertical line.
struct Column {
  int left = 0, top = 0, right = 0, bottom = 0;  ///< box of the ink in the picture
  std::vector<Cell> cells;                       ///< about as high as the line is wide, or lower

  int width() const { return right - left; }
  int height() const { return bottom - top; }

  /// Whether it looks like a vertical line rather than a letter, a word or lines below each other.
  bool is_line() const;

  /// Whether a line that may run down does: the more likely if the model reads such lines.
  bool runs_down(bool reads_down) const;
};

/// A column without cells if there is no ink.
Column find_column(const image::Plane& picture);

}  // namespace longhand::layout
