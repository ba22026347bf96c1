#pragma once

#include <functional>
#include <vector>

#include <longhand/ocr.h>

#include "image/plane.h"
#include "layout/column.h"

namespace longhand::ocr {

/// A vertical line made horizontal.
struct LaidLine {
  image::Plane pixels;
  std::function<Box(const Box&)> to_picture;  ///< where a box of it lies in the vertical one

  ImageView view() const;
};

/// As it is.
LaidLine leave(const image::Plane& picture);

/// Turned by 90 degrees counter-clockwise: what was at the top is at the left. Models for vertical
/// text are trained on this.
LaidLine turn_left(const image::Plane& picture);

/// Turned by 90 degrees clockwise: what was at the bottom is at the left.
LaidLine turn_right(const image::Plane& picture);

/// The letters of a column set side by side, upright as they are.
LaidLine set_in_row(const image::Plane& picture, const layout::Column& column);

/// The boxes of a result in the vertical picture, those of words around their symbols'.
void move_boxes(const LaidLine& line, OcrResult& result);

}  // namespace longhand::ocr
