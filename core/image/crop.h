#pragma once

#include "image/plane.h"

namespace longhand::image {

/// The pixels [left, right) x [top, bottom) of a picture, which must lie in it.
Plane crop(const Plane& picture, int left, int top, int right, int bottom);

}  // namespace longhand::image
