#pragma once

#include <vector>

#include <longhand/ocr.h>

#include "ocr/plane.h"

namespace longhand::ocr {

/// Splits an image into its channels: one plane if every pixel is grey, else red, green and blue.
/// Alpha is composed onto white as Leptonica's pixRemoveAlpha does. Fails with invalid_image if the
/// view contradicts itself or exceeds kMaxImageSide or kMaxImagePixels.
Result<std::vector<Plane>> split_channels(const ImageView& image);

/// Grey of red, green, blue: int(0.3 R + 0.5 G + 0.2 B + 0.5), as Leptonica weighs them.
Plane merge_to_grey(const Plane& red, const Plane& green, const Plane& blue);

}  // namespace longhand::ocr
