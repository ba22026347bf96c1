#pragma once

#include "image/plane.h"

namespace longhand::image {

/// Each pixel the mean of itself and the eight around it, weighed by 1, 2 and 1 in both directions.
Plane smooth(const Plane& picture);

}  // namespace longhand::image
