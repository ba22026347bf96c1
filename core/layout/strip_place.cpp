#include "layout/strip_place.h"

#include <algorithm>
#include <cmath>

namespace longhand::layout {

StripPlace StripPlace::whole(int width, int height) {
  return {0, 0, width, height, 1, 0, width, height};
}

Point StripPlace::to_picture(Point strip) const {
  return {left + strip.x * cosine - strip.y * sine, top + strip.x * sine + strip.y * cosine};
}

Point StripPlace::to_strip(Point picture) const {
  const float x = picture.x - left, y = picture.y - top;
  return {x * cosine + y * sine, y * cosine - x * sine};
}

std::array<Point, 4> StripPlace::polygon(float from_x, float from_y, float to_x, float to_y) const {
  return {to_picture({from_x, from_y}), to_picture({to_x, from_y}), to_picture({to_x, to_y}),
          to_picture({from_x, to_y})};
}

Box StripPlace::box(float from_x, float from_y, float to_x, float to_y) const {
  const auto corners = polygon(from_x, from_y, to_x, to_y);
  const auto [min_x, max_x] = std::ranges::minmax(corners, {}, &Point::x);
  const auto [min_y, max_y] = std::ranges::minmax(corners, {}, &Point::y);
  const auto cut = [](float value, int end) { return std::clamp(int(value), 0, end); };
  return {cut(std::floor(min_x.x), picture_width), cut(std::floor(min_y.y), picture_height),
          cut(std::ceil(max_x.x), picture_width), cut(std::ceil(max_y.y), picture_height)};
}

}  // namespace longhand::layout
