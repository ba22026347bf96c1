#pragma once

#include <vector>

#include "image/plane.h"

namespace longhand::layout {

/// A straight border, along a row or a column of a picture, between two greys.
struct Edge {
  bool vertical = false;
  int at = 0;              ///< its row, or its column
  int begin = 0, end = 0;  ///< its columns, or its rows
};

/// Borders of panels, frames and thin rules, however faint, that are at least `length` pixels long
/// and stand out from the noise of the picture.
std::vector<Edge> find_edges(const image::Plane& picture, int length);

}  // namespace longhand::layout
