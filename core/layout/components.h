#pragma once

#include <vector>

#include "image/plane.h"

namespace longhand::layout {

/// Ink of one row that hangs together: columns [left, right).
struct Run {
  int row = 0, left = 0, right = 0;
  int component = 0;
};

/// Ink that hangs together, also across corners; its box is [left, right) x [top, bottom).
struct Component {
  int left = 0, top = 0, right = 0, bottom = 0;
  int area = 0;  ///< pixels of ink

  int width() const { return right - left; }
  int height() const { return bottom - top; }
};

struct Components {
  std::vector<Run> runs;  ///< from top to bottom, from left to right
  std::vector<Component> parts;
};

/// Those that are kept, named anew.
Components keep(const Components& all, const std::vector<bool>& kept);

/// Adds more of them; their runs come behind the others until they are sorted.
void append(const Components& more, Components& to);

/// Brings runs that were added in their order from top to bottom.
void sort_by_row(Components& components);

/// The connected components of runs, which are ordered from top to bottom, from left to right.
Components connect(std::vector<Run> runs);

/// The connected components of a plane of zeros and ones.
Components find_components(const image::Plane& ink);

}  // namespace longhand::layout
