#pragma once

#include "image/plane.h"

namespace longhand::image {

/// Bilinear interpolation on a grid of 1/16 pixels, rounded (Leptonica's scaleGrayLILow).
Plane interpolate(const Plane& image, int width, int height);

/// Enlarges exactly 2 or 4 times by bilinear interpolation, truncated (scaleGray2xLI, 4xLI).
Plane enlarge(const Plane& image, int times);

}  // namespace longhand::image
