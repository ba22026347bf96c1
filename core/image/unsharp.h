#pragma once

#include "image/plane.h"

namespace longhand::image {

/// Unsharp masking as Leptonica's pixUnsharpMaskingGray2D: out = clip(int(I + fraction * (I - L) +
/// 0.5)) with L the mean of the (2 half_width + 1)^2 pixels around; half_width is 1 or 2. The
/// outermost half_width rows and columns stay as they are.
Plane unsharp(const Plane& image, int half_width, float fraction);

}  // namespace longhand::image
