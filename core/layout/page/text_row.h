#pragma once

#include <algorithm>
#include <vector>

#include "layout/components.h"

namespace longhand::layout {

/// Letters one beside the other on a common baseline.
struct TextRow {
  std::vector<int> parts;  ///< components, from left to right
  float left = 0, right = 0;
  float start = 0, slope = 0;  ///< the baseline: y = start + slope * x
  float ascent = 0;            ///< how far most of its high letters reach above the baseline
  float x_height = 0;          ///< the same of its low ones
  int cell = 0;

  float width() const { return right - left; }
  float baseline(float x) const { return start + slope * x; }
  /// How high its high letters would be if it had any.
  float size() const { return std::max(ascent, 1.35f * x_height); }
  float middle() const { return (left + right) / 2; }
};

}  // namespace longhand::layout
