#pragma once

#include <algorithm>
#include <vector>

#include "layout/components.h"

namespace longhand::layout {

/// Letters one beside the other on a common baseline.
struct TextRow {
  static constexpr float kBeyond = 0.25f;  ///< of its width, to where the parabola goes on

  std::vector<int> parts;  ///< components, from left to right
  float left = 0, right = 0;
  float start = 0, slope = 0;  ///< the baseline between its ends: y = start + slope * x
  float sag = 0;               ///< how far below that its middle lies; it is a parabola
  float ascent = 0;            ///< how far most of its high letters reach above the baseline
  float x_height = 0;          ///< the same of its low ones
  int cell = 0;

  float width() const { return right - left; }
  float baseline(float x) const {
    if (sag == 0) return start + slope * x;
    const float along = std::clamp((x - left) / width(), -kBeyond, 1 + kBeyond);
    return start + slope * x + 4 * sag * along * (1 - along);
  }
  float slope_at(float x) const {
    return sag == 0 ? slope : slope + 4 * sag * (1 - 2 * (x - left) / width()) / width();
  }
  /// How high its high letters would be if it had any.
  float size() const { return std::max(ascent, 1.35f * x_height); }
  float middle() const { return (left + right) / 2; }
};

}  // namespace longhand::layout
