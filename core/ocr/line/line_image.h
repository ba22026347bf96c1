#pragma once

#include <cstdint>

#include <longhand/ocr.h>

#include "image/plane.h"
#include "nn/grid/grid.h"

namespace longhand::ocr {

/// A line as the network wants to see it: grey, scaled to `network_height` rows (0 = its own
/// height, at most 48). Fails with invalid_image if the view is unsound, or if the scaled line is
/// shorter than one time step of `x_scale` columns or wider than kMaxScaledWidth.
Result<image::Plane> scale_line(const ImageView& image, int network_height, int x_scale);

/// The same for a grey line.
Result<image::Plane> scale_line(const image::Plane& line, int network_height, int x_scale);

/// All of an image in grey, at its own size, transparent pixels on the ground that makes the others
/// stand out. Fails with invalid_image if the view is unsound.
Result<image::Plane> to_grey(const ImageView& image);

/// Columns of the scaled line, so that memory stays bounded: a line 450 times as long as high.
inline constexpr int kMaxScaledWidth = 16384;

/// How much smaller the network sees a line of `height` pixels.
float line_factor(int height, int network_height);

/// What the network takes for ink and paper.
struct Contrast {
  float black = 0;
  float half_range = 1;  ///< (white - black) / 2
};

/// Estimates ink as the lower quartile of the local minima along the middle row, and paper as the
/// upper quartile of its local maxima (Tesseract's ComputeBlackWhite).
Contrast measure_contrast(const image::Plane& line);

/// Fills the grid with (pixel - black) / half_range - 1.
void normalise(const image::Plane& line, Contrast contrast, nn::grid::Grid<float>& grid);

/// Swaps dark and light.
void invert(image::Plane& line);

}  // namespace longhand::ocr
