#include "image/smooth.h"

#include <algorithm>

namespace longhand::image {

Plane smooth(const Plane& picture) {
  Plane result(picture.width, picture.height);
  std::vector<int> sums(picture.width);
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t *above = picture.row(std::max(0, y - 1)), *row = picture.row(y),
                       *below = picture.row(std::min(picture.height - 1, y + 1));
    for (int x = 0; x < picture.width; ++x) sums[x] = above[x] + 2 * row[x] + below[x];
    for (int x = 0; x < picture.width; ++x) {
      const int left = sums[std::max(0, x - 1)], right = sums[std::min(picture.width - 1, x + 1)];
      result.row(y)[x] = std::uint8_t((left + 2 * sums[x] + right + 8) / 16);
    }
  }
  return result;
}

}  // namespace longhand::image
