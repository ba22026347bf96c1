#include "layout/zoom.h"

#include <algorithm>
#include <cstdint>

namespace longhand::layout {
namespace {

using image::Plane;

constexpr int kLeastSide = 44, kMostSide = 1024;  ///< of the shorter side
constexpr int kMostPixels = 4 * 1024 * 1024;
constexpr int kMostEnlarged = 512 * 1024;
constexpr int kMostPagePixels = 5 * 1024 * 1024;

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

/// Twice as large, blended between the centres of pixels.
Plane enlarge(const Plane& picture) {
  const int width = picture.width;
  Plane result(2 * width, 2 * picture.height);
  std::vector<std::uint16_t> blended(width + 2);  // the first and the last pixel stand twice
  for (int y = 0; y < result.height; ++y) {
    const std::uint8_t* near = picture.row(y / 2);
    const int other = std::clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, picture.height - 1);
    std::transform(near, near + width, picture.row(other), blended.begin() + 1,
                   [](int a, int b) { return std::uint16_t(3 * a + b); });
    blended.front() = blended[1];
    blended.back() = blended[width];
    const std::uint16_t* from = blended.data();
    std::uint8_t* to = result.row(y);
    for (int x = 0; x < width; ++x) {
      to[2 * x] = std::uint8_t((3 * from[x + 1] + from[x] + 8) >> 4);
      to[2 * x + 1] = std::uint8_t((3 * from[x + 1] + from[x + 2] + 8) >> 4);
    }
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

Zoom Zoom::of_page(const Plane& picture) {
  Zoom zoom;
  while (pixels_after(picture, zoom.down) > kMostPagePixels) ++zoom.down;
  return zoom;
}

Plane Zoom::apply(const Plane& picture) const {
  if (up == 2) return enlarge(picture);
  return reduce(picture, down);
}

}  // namespace longhand::layout
