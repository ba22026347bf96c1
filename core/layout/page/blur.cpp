#include "layout/page/blur.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "layout/page/quantile.h"

namespace longhand::layout {
namespace {

constexpr int kCell = 16, kStep = 3;  ///< pixels; cells, of which one is looked at
constexpr int kLeastRange = 24;       ///< greys
constexpr float kStrong = 0.5f;       ///< of the largest range

struct Place {
  int range = 0, rise = 0;
};

Place look_at(const image::Plane& picture, int left, int top) {
  int low = 255, high = 0, rise = 0;
  for (int y = top; y < top + kCell; ++y) {
    const std::uint8_t* row = picture.row(y) + left;
    for (int x = 1; x < kCell - 1; ++x) {
      low = std::min<int>(low, row[x]);
      high = std::max<int>(high, row[x]);
      rise = std::max(rise, std::abs(row[x + 1] - row[x - 1]));
    }
  }
  return {high - low, rise};
}

}  // namespace

float steepness(const image::Plane& picture) {
  std::vector<Place> places;
  int largest = kLeastRange;
  for (int y = 0; y + kCell <= picture.height; y += kCell) {
    for (int x = y / kCell % kStep * kCell; x + kCell <= picture.width; x += kStep * kCell) {
      places.push_back(look_at(picture, x, y));
      largest = std::max(largest, places.back().range);
    }
  }
  std::vector<float> steep;
  for (const auto& [range, rise] : places)
    if (float(range) >= kStrong * float(largest)) steep.push_back(float(rise) / float(range));
  return steep.empty() ? 1 : quantile(steep, 0.5f);
}

}  // namespace longhand::layout
