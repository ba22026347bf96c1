#include "image/crop.h"

#include <algorithm>

namespace longhand::image {

Plane crop(const Plane& picture, int left, int top, int right, int bottom) {
  Plane result(right - left, bottom - top);
  for (int y = top; y < bottom; ++y)
    std::copy(picture.row(y) + left, picture.row(y) + right, result.row(y - top));
  return result;
}

}  // namespace longhand::image
