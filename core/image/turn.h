#pragma once

#include "image/plane.h"

namespace longhand::image {

/// A picture turned counter-clockwise by so many quarters of a circle.
Plane turn_left(const Plane& picture, int quarters);

}  // namespace longhand::image
