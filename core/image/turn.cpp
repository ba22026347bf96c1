#include "image/turn.h"

#include <algorithm>

namespace longhand::image {
namespace {

constexpr int kTile = 32;  ///< pixels, so that rows and columns stay in the cache

Plane turn_once(const Plane& picture) {
  Plane result(picture.height, picture.width);
  for (int top = 0; top < picture.height; top += kTile) {
    const int bottom = std::min(top + kTile, picture.height);
    for (int left = 0; left < picture.width; left += kTile) {
      const int right = std::min(left + kTile, picture.width);
      for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x) result.row(picture.width - 1 - x)[y] = picture.row(y)[x];
    }
  }
  return result;
}

}  // namespace

Plane turn_left(const Plane& picture, int quarters) {
  Plane result = quarters % 2 == 0 ? picture : turn_once(picture);
  if (quarters >= 2) std::ranges::reverse(result.pixels);
  return result;
}

}  // namespace longhand::image
