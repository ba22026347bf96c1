#pragma once

#include "image/plane.h"

namespace longhand::layout {

/// How many times larger or smaller than a picture the plane is in which its line is looked for:
/// small print is enlarged, large pictures are reduced, so that time and memory stay bounded.
struct Zoom {
  int up = 1, down = 1;

  bool is_none() const { return up == down; }

  static Zoom of(const image::Plane& picture);
  /// The plane in which a page's lines are looked for.
  static Zoom of_page(const image::Plane& picture);
  image::Plane apply(const image::Plane& picture) const;

  /// From sides of that plane to sides of the picture.
  float to_picture() const { return float(down) / float(up); }
};

}  // namespace longhand::layout
