#include "image/scale.h"

#include <algorithm>

#include "image/interpolate.h"
#include "image/reduce.h"
#include "image/unsharp.h"

namespace longhand::image {
namespace {

constexpr float kLowestLinear = 0.7f;
constexpr float kHighestSharpenedLinear = 1.4f;
constexpr float kLowestSharpenedArea = 0.2f;
constexpr float kLowestArea = 0.02f;

/// How often to halve for 1/2, 1/4, 1/8 or 1/16; 0 for any other factor.
int halvings(float factor) {
  for (int count = 1; count <= 4; ++count) {
    if (factor == 1.0f / float(1 << count)) return count;
  }
  return 0;
}

Plane halve_times(const Plane& image, int times) {
  Plane result = halve(image);
  for (int i = 1; i < times; ++i) result = halve(result);
  return result;
}

Plane reduce_far(const Plane& image, float factor, int width, int height) {
  Plane rest = halve(image);
  for (factor *= 2; factor < kLowestArea; factor *= 2) rest = halve(rest);
  return area_map(rest, width, height);
}

Plane reduce(const Plane& image, float factor, int width, int height) {
  if (factor < kLowestArea) return reduce_far(image, factor, width, height);
  const int times = halvings(factor);
  Plane result = times > 0 ? halve_times(image, times) : area_map(image, width, height);
  return factor > kLowestSharpenedArea ? unsharp(result, 1, 0.2f) : result;
}

}  // namespace

Plane scale(const Plane& image, float factor) {
  if (factor == 1) return image;
  if (factor == 2 || factor == 4) return enlarge(image, int(factor));
  const int width = std::max(1, scaled_side(image.width, factor));
  const int height = std::max(1, scaled_side(image.height, factor));
  if (factor < kLowestLinear) return reduce(image, factor, width, height);
  Plane result = interpolate(image, width, height);
  return factor < kHighestSharpenedLinear ? unsharp(result, 2, 0.4f) : result;
}

}  // namespace longhand::image
