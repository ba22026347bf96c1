#pragma once

#include <longhand/ocr.h>

#include "image/plane.h"
#include "layout/strip.h"
#include "ocr/line/line_network.h"

namespace longhand::ocr {

/// A line as networks of one input height see it; any number of them may read it.
struct PreparedLine {
  image::Plane pixels;  ///< empty = blank
  layout::StripPlace place;
  layout::FoundInk ink;
  float baseline = 0;  ///< below the upper edge of its place
  bool several_lines = false;
  bool doubtful = false;  ///< it may be no text, which reading tells
  float widening = 1;     ///< how much more its width was scaled than its height

  bool is_blank() const { return pixels.pixels.empty(); }
};

/// A picture as networks of these sizes see it. Fails with invalid_image.
Result<PreparedLine> prepare_line(const ImageView& image, Layout layout, const LineSizes& sizes);

/// The same for a line that was cut out of a picture.
Result<PreparedLine> prepare_strip(layout::Strip strip, const LineSizes& sizes);

}  // namespace longhand::ocr
