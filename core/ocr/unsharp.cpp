#include "ocr/unsharp.h"

#include <algorithm>

namespace longhand::ocr {
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

/// int(value + 0.5) computed as in double, where float addition would round up just below one half.
inline std::uint8_t round_and_clip(float value) {
  const float clipped = std::min(std::max(value, 0.0f), 255.0f);
  const int whole = int(clipped);
  return std::uint8_t(whole + (clipped - float(whole) >= 0.5f ? 1 : 0));
}

template <int kHalf>
void sharpen_row(const std::uint8_t* from, const std::uint16_t* sums, int width, float fraction,
                 std::uint8_t* to) {
  constexpr float kPerPixel = float(1.0 / ((2 * kHalf + 1) * (2 * kHalf + 1)));
  for (int x = kHalf; x < width - kHalf; ++x) {
    int sum = 0;
    for (int k = -kHalf; k <= kHalf; ++k) sum += sums[x + k];
    const float value = from[x];
    to[x] = round_and_clip(value + fraction * (value - kPerPixel * float(sum)));
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

}  // namespace longhand::ocr
