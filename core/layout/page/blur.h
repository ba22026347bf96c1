#pragma once

#include "image/plane.h"

namespace longhand::layout {

/// How steep the edges of a page are: the largest difference between pixels two columns apart, of
/// the range of greys around, in half of the places with strong contrast. Sharp print has about 1,
/// a page out of focus less than a half; 1 without contrast.
float steepness(const image::Plane& picture);

}  // namespace longhand::layout
