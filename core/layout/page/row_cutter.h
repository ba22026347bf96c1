#pragma once

#include <vector>

#include "image/plane.h"
#include "layout/line_ink.h"
#include "layout/page/page_ink.h"
#include "layout/page/text_row.h"
#include "layout/strip_place.h"

namespace longhand::layout {

/// A row of a page, cut out along its baseline, dark on light, without what lies around it.
struct RowStrip {
  image::Plane pixels;
  StripPlace place;
  float baseline = 0;  ///< below its upper edge
  FoundInk ink;
  bool light_ink = false;  ///< it was light on dark
};

/// Cuts rows out of the picture in which they were found.
class RowCutter {
 public:
  RowCutter(const image::Plane& picture, const PageInk& ink) : picture_(picture), ink_(ink) {}

  /// `beside`: paper to its left and right, of the height of its letters.
  RowStrip cut(const TextRow& row, float beside) const;

  /// The same without pixels.
  RowStrip lay(const TextRow& row, float beside) const;

 private:
  const image::Plane& picture_;
  const PageInk& ink_;
};

}  // namespace longhand::layout
