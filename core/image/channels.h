#pragma once

#include <vector>

#include <longhand/error.h>
#include <longhand/image.h>

#include "image/plane.h"

namespace longhand::image {

/// What pixels that one can see through are composed onto.
enum class Transparency {
  on_white,     ///< as Leptonica's pixRemoveAlpha does
  by_contrast,  ///< the ground that choose_ground finds
};

/// Fails with invalid_image if the view contradicts itself or exceeds kMaxImageSide or
/// kMaxImagePixels.
Result<void> check_view(const ImageView& image);

/// Splits an image into its channels: one plane if every pixel is grey and opaque, else red, green
/// and blue. Fails as check_view.
Result<std::vector<Plane>> split_channels(const ImageView& image, Transparency transparency);

/// All of an image in grey: merge_to_grey of its channels, in less memory. Fails as check_view.
Result<Plane> to_grey(const ImageView& image, Transparency transparency);

/// Grey of red, green, blue: int(0.3 R + 0.5 G + 0.2 B + 0.5), as Leptonica weighs them.
Plane merge_to_grey(const Plane& red, const Plane& green, const Plane& blue);

}  // namespace longhand::image
