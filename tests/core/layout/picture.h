#pragma once

#include <algorithm>

#include "image/plane.h"

namespace longhand::layout {

/// A picture of one grey.
inline image::Plane paper(int width, int height, std::uint8_t grey = 255) {
  image::Plane picture(width, height);
  std::ranges::fill(picture.pixels, grey);
  return picture;
}

/// Fills [left, right) x [top, bottom).
inline void fill(image::Plane& picture, int left, int top, int right, int bottom,
                 std::uint8_t grey = 0) {
  for (int y = top; y < bottom; ++y) std::fill(picture.row(y) + left, picture.row(y) + right, grey);
}

/// A box drawn `thickness` pixels wide along the inside of [left, right) x [top, bottom).
inline void frame(image::Plane& picture, int left, int top, int right, int bottom, int thickness,
                  std::uint8_t grey = 0) {
  fill(picture, left, top, right, top + thickness, grey);
  fill(picture, left, bottom - thickness, right, bottom, grey);
  fill(picture, left, top, left + thickness, bottom, grey);
  fill(picture, right - thickness, top, right, bottom, grey);
}

/// An "E" of `height` pixels, its strokes a seventh of that.
inline void letter(image::Plane& picture, int left, int top, int height, std::uint8_t grey = 0) {
  const int stroke = std::max(1, height / 7), right = left + height * 3 / 5;
  fill(picture, left, top, left + stroke, top + height, grey);
  for (const int y : {top, top + (height - stroke) / 2, top + height - stroke})
    fill(picture, left, y, right, y + stroke, grey);
}

/// `count` letters of `height` pixels, one and a half of their width apart.
inline void line(image::Plane& picture, int left, int top, int height, int count,
                 std::uint8_t grey = 0) {
  for (int i = 0; i < count; ++i) letter(picture, left + i * height * 9 / 10, top, height, grey);
}

}  // namespace longhand::layout
