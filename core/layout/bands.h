#pragma once

#include <cstdint>
#include <vector>

#include "layout/components.h"

namespace longhand::layout {

/// Turns rows of a picture into rows along its lines of text, where y becomes y - slope * x.
struct Slant {
  float slope = 0;
  int offset = 0;  ///< added, so that no row is negative

  Slant(float new_slope, int picture_width);
  int shift(const Component& part) const;
};

/// Rows along the lines of text, [begin, end), that hold one of them.
struct Band {
  int begin = 0, end = 0;
  std::int64_t weight = 0;  ///< widths of letters, summed over the rows

  int height() const { return end - begin; }
};

/// The bands of the letters of a picture: between two of them lies a row that is nearly empty. None
/// is lower than `least` rows.
std::vector<Band> find_bands(const std::vector<Component>& letters, Slant slant, int picture_height,
                             int least);

}  // namespace longhand::layout
