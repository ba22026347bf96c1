#include "layout/strip_place.h"

#include <algorithm>
#include <cmath>

namespace longhand::layout {

StripPlace StripPlace::whole(int width, int height) {
  return {0, 0, width, height, 1, 0, width, height};
}

float StripPlace::bend(float x) const {
  if (sag == 0) return 0;
  const float along = std::clamp(x / float(width), 0.0f, 1.0f);
  return 4 * sag * along * (1 - along);
}

Point StripPlace::to_picture(Point strip) const {
  const float y = strip.y + bend(strip.x);
  return {left + strip.x * cosine - y * sine, top + strip.x * sine + y * cosine};
}

Point StripPlace::to_strip(Point picture) const {
  const float x = picture.x - left, y = picture.y - top;
  const float along = x * cosine + y * sine;
  return {along, y * cosine - x * sine - bend(along)};
}

std::array<Point, 4> StripPlace::polygon(float from_x, float from_y, float to_x, float to_y) const {
  return {to_picture({from_x, from_y}), to_picture({to_x, from_y}), to_picture({to_x, to_y}),
          to_picture({from_x, to_y})};
}

Box StripPlace::box(float from_x, float from_y, float to_x, float to_y) const {
  const float middle = (from_x + to_x) / 2;
  const auto [a, b, c, d] = polygon(from_x, from_y, to_x, to_y);
  const std::array corners{a, b, c, d, to_picture({middle, from_y}), to_picture({middle, to_y})};
  const auto [min_x, max_x] = std::ranges::minmax(corners, {}, &Point::x);
  const auto [min_y, max_y] = std::ranges::minmax(corners, {}, &Point::y);
  const auto cut = [](float value, int end) { return std::clamp(int(value), 0, end); };
  return {cut(std::floor(min_x.x), picture_width), cut(std::floor(min_y.y), picture_height),
          cut(std::ceil(max_x.x), picture_width), cut(std::ceil(max_y.y), picture_height)};
}

}  // namespace longhand::layout
