#pragma once

#include <vector>

#include "image/plane.h"
#include "layout/page/page_ink.h"
#include "layout/page/text_row.h"
#include "layout/strip.h"

namespace longhand::layout {

/// Cuts rows out of the picture in which they were found: along their baselines, dark on light,
/// without what lies around them.
class RowCutter {
 public:
  RowCutter(const image::Plane& picture, const PageInk& ink) : picture_(picture), ink_(ink) {}

  /// `beside`: paper to its left and right, of the height of its letters.
  Strip cut(const TextRow& row, float beside) const;

  /// The same without pixels.
  Strip lay(const TextRow& row, float beside) const;

 private:
  const image::Plane& picture_;
  const PageInk& ink_;
};

}  // namespace longhand::layout
