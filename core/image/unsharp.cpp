#include "image/unsharp.h"

#include <algorithm>

namespace longhand::image {
namespace {

/// Column sums of the 2 * kHalf + 1 rows around y.
template <int kHalf>
void sum_rows(const Plane& image, int y, std::uint16_t* sums) {
  const std::uint8_t* top = image.row(y - kHalf);
  for (int x = 0; x < image.width; ++x) {
    int sum = 0;
    for (int k = 0; k <= 2 * kHalf; ++k) sum += top[x + k * image.width];
    sums[x] = std::uint16_t(sum);
  }
}

/// int(value + 0.5) without the rounding of that sum: twice a float is exact. Negative values end
/// at or below zero, where clipping takes them.
inline int rounded(float value) { return (int(2 * value) + 1) >> 1; }

template <int kHalf>
void sharpen_row(const std::uint8_t* from, const std::uint16_t* sums, int width, float fraction,
                 std::uint8_t* to) {
  constexpr float kPerPixel = float(1.0 / ((2 * kHalf + 1) * (2 * kHalf + 1)));
  for (int x = kHalf; x < width - kHalf; ++x) {
    int sum = 0;
    for (int k = -kHalf; k <= kHalf; ++k) sum += sums[x + k];
    const float value = from[x];
    const int sharpened = rounded(value + fraction * (value - kPerPixel * float(sum)));
    to[x] = std::uint8_t(std::clamp(sharpened, 0, 255));
  }
}

template <int kHalf>
Plane sharpen(const Plane& image, float fraction) {
  Plane result = image;
  std::vector<std::uint16_t> sums(image.width);
  for (int y = kHalf; y < image.height - kHalf; ++y) {
    sum_rows<kHalf>(image, y, sums.data());
    sharpen_row<kHalf>(image.row(y), sums.data(), image.width, fraction, result.row(y));
  }
  return result;
}

}  // namespace

Plane unsharp(const Plane& image, int half_width, float fraction) {
  return half_width == 1 ? sharpen<1>(image, fraction) : sharpen<2>(image, fraction);
}

}  // namespace longhand::image
