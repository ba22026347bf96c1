#pragma once

#include "image/plane.h"

namespace longhand::image {

/// Scales both axes by `factor` (> 0) as Leptonica's pixScale does with 8-bit images, bit by bit:
/// at and above 0.7 linear interpolation, below area mapping (2x2 means for 1/2, 1/4, 1/8, 1/16),
/// each followed by unsharp masking for factors near 1. The size of the result is
/// int(factor * side + 0.5). Below 0.02, where Leptonica takes block means, the image is halved
/// until the rest of the factor is at least 0.02 and area mapping does that rest.
Plane scale(const Plane& image, float factor);

/// The size that scale() gives a side, except that halving drops odd last rows and columns.
inline int scaled_side(int side, float factor) { return int(double(factor * float(side)) + 0.5); }

}  // namespace longhand::image
