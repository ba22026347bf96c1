#pragma once

#include <array>

#include <longhand/box.h>

namespace longhand::layout {

struct Point {
  float x = 0, y = 0;
};

/// Where a strip lies in its picture: a rectangle of `width` x `height` picture pixels whose upper
/// left corner is at (`left`, `top`), turned about that corner so that its upper edge runs along
/// (`cosine`, `sine`). It may be bent, and reach beyond the picture.
struct StripPlace {
  float left = 0, top = 0;
  int width = 0, height = 0;
  float cosine = 1, sine = 0;  ///< positive sine: the line falls from left to right
  int picture_width = 0, picture_height = 0;
  float sag = 0;  ///< how far the middle of its upper and lower edge, which are parabolas, lies
                  ///< below the straight line between their ends

  /// The strip that is the whole picture.
  static StripPlace whole(int width, int height);

  /// How much lower than at its ends a bent strip is there.
  float bend(float x) const;

  /// Strip coordinates (0..width to the right, 0..height down) in picture coordinates.
  Point to_picture(Point strip) const;

  /// The inverse of it.
  Point to_strip(Point picture) const;

  /// The corners of the strip's part [left, right) x [top, bottom) in the picture: upper left,
  /// upper right, lower right, lower left.
  std::array<Point, 4> polygon(float left, float top, float right, float bottom) const;

  /// The smallest box in whole pixels of the picture that holds that part, cut to the picture.
  Box box(float left, float top, float right, float bottom) const;
};

}  // namespace longhand::layout
