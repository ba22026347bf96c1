#pragma once

#include "image/plane.h"

namespace longhand::image {

/// Weighted mean over the source area of each target pixel, on a grid of 1/16 pixels (Leptonica's
/// scaleGrayAreaMapLow). Each side may shrink to 1/50 at most: beyond, sums leave 32 bits.
Plane area_map(const Plane& image, int width, int height);

/// Truncated means of 2x2 pixels; an odd last row or column is dropped unless it is the only one.
Plane halve(const Plane& image);

}  // namespace longhand::image
