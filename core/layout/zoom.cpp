#include "layout/zoom.h"

#include <algorithm>
#include <cstdint>

namespace longhand::layout {
namespace {

using image::Plane;

constexpr int kLeastSide = 44, kMostSide = 1024;  ///< of the shorter side
constexpr int kMostPixels = 4 * 1024 * 1024;
constexpr int kMostEnlarged = 512 * 1024;

std::int64_t pixels_after(const Plane& picture, int down) {
  return std::int64_t(picture.width / down) * (picture.height / down);
}

/// Means of squares of `times` pixels; what is left over at the right and below is dropped.
Plane reduce(const Plane& picture, int times) {
  Plane result(picture.width / times, picture.height / times);
  std::vector<int> sums(result.width);
  const int area = times * times;
  for (int y = 0; y < result.height; ++y) {
    std::fill(sums.begin(), sums.end(), area / 2);
    for (int v = 0; v < times; ++v) {
      const std::uint8_t* from = picture.row(y * times + v);
      for (int& sum : sums)
        for (int u = 0; u < times; ++u) sum += *from++;
    }
    for (int x = 0; x < result.width; ++x) result.row(y)[x] = std::uint8_t(sums[x] / area);
  }
  return result;
}

/// The pixel next to the one that `doubled` lies in, on the side where it lies.
int neighbour(int doubled, int side) {
  return std::clamp(doubled / 2 + (doubled % 2 ? 1 : -1), 0, side - 1);
}

/// Twice as large, blended between the centres of pixels.
Plane enlarge(const Plane& picture) {
  Plane result(2 * picture.width, 2 * picture.height);
  std::vector<int> column(picture.width);
  for (int y = 0; y < result.height; ++y) {
    const std::uint8_t* near = picture.row(y / 2);
    const std::uint8_t* far = picture.row(neighbour(y, picture.height));
    for (int x = 0; x < picture.width; ++x) column[x] = 3 * near[x] + far[x];
    for (int x = 0; x < result.width; ++x)
      result.row(y)[x] = std::uint8_t(
          (3 * column[x / 2] + column[neighbour(x, picture.width)] + 8) / 16);
  }
  return result;
}

}  // namespace

Zoom Zoom::of(const Plane& picture) {
  const int side = std::min(picture.width, picture.height);
  Zoom zoom;
  if (side < kLeastSide && pixels_after(picture, 1) < kMostEnlarged) zoom.up = 2;
  zoom.down = (side + kMostSide - 1) / kMostSide;
  while (pixels_after(picture, zoom.down) > kMostPixels) ++zoom.down;
  return zoom;
}

Plane Zoom::apply(const Plane& picture) const {
  if (up == 2) return enlarge(picture);
  return down == 1 ? picture : reduce(picture, down);
}

}  // namespace longhand::layout
