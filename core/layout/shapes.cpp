#include "layout/shapes.h"

#include <algorithm>
#include <cstdint>

namespace longhand::layout {
namespace {

bool is_dust(const Component& part, int zoom) {
  return std::max(part.width(), part.height()) < 2 + 2 * zoom || part.area < 8 * zoom - 2;
}

/// How much of each side of a component's box is drawn.
struct Sides {
  int runs = 0;                       ///< of the whole component
  int top = 0, bottom = 0;            ///< longest run
  int left = 0, right = 0;            ///< rows that reach it
  int near_top = 0, near_bottom = 0;  ///< longest run in the upper or lower fifth
  int near_left = 0, near_right = 0;  ///< rows that come within an eighth
};

std::vector<Sides> measure_sides(const Components& ink) {
  std::vector<Sides> sides(ink.parts.size());
  for (const Run& run : ink.runs) {
    const Component& part = ink.parts[run.component];
    Sides& side = sides[run.component];
    ++side.runs;
    const int length = run.right - run.left, fifth = part.height() / 5, eighth = part.width() / 8;
    const auto note = [length](int& longest) { longest = std::max(longest, length); };
    if (run.row < part.top + 2) note(side.top);
    if (run.row >= part.bottom - 2) note(side.bottom);
    if (run.row <= part.top + fifth) note(side.near_top);
    if (run.row >= part.bottom - 1 - fifth) note(side.near_bottom);
    side.left += run.left <= part.left + 1;
    side.right += run.right >= part.right - 1;
    side.near_left += run.left <= part.left + eighth;
    side.near_right += run.right >= part.right - eighth;
  }
  return sides;
}

/// Long, thin and in one piece from end to end.
bool is_rule(const Component& part, const Sides& sides, int width, int height) {
  const int along = std::max(part.width(), part.height());
  const int across = std::min(part.width(), part.height());
  const int thickness = std::max(1, part.area / along);
  if (sides.runs > 2 * part.height()) return false;
  const bool spans = part.left <= 1 && part.right >= width - 1;
  if (spans && along >= 4 * across && 3 * across < height) return true;
  if (along < 10 * thickness || along < 8 * across) return false;
  if (part.width() > part.height())
    return along >= 2 * height || (along * 10 >= width * 7 && along >= 20 * thickness);
  return along * 10 >= height * 7 && along >= 16 * thickness;
}

/// A thin, even bar from the upper edge to the lower one: a letter by itself has a margin.
bool spans_height(const Component& part, int height) {
  const std::int64_t box = std::int64_t(part.width()) * part.height();
  const bool even = std::int64_t(part.area) * 20 >= box * 19;
  return part.top <= 1 && part.bottom >= height - 1 && even && height >= 10 * part.width();
}

/// Four straight sides.
bool is_rectangle(const Component& part, const Sides& sides) {
  const auto whole = [](int drawn, int side) { return drawn * 10 >= side * 9; };
  return whole(sides.top, part.width()) && whole(sides.bottom, part.width()) &&
         whole(sides.left, part.height()) && whole(sides.right, part.height());
}

/// The same, turned a little.
bool is_box(const Component& part, const Sides& sides) {
  return sides.near_top * 2 >= part.width() && sides.near_bottom * 2 >= part.width() &&
         sides.near_left * 10 >= part.height() * 8 && sides.near_right * 10 >= part.height() * 8;
}

Shape shape_of(const Component& part, const Sides& sides, int width, int height, int zoom) {
  const std::int64_t box = std::int64_t(part.width()) * part.height();
  const bool hollow = part.area * 2 < box, high = part.height() >= 12 * zoom;
  const bool rectangle = high && is_rectangle(part, sides);
  if (is_dust(part, zoom)) return Shape::dust;
  if (rectangle && !hollow && box * 8 >= std::int64_t(width) * height) return Shape::block;
  if (is_rule(part, sides, width, height)) return Shape::rule;
  const bool large = part.width() * 2 >= width && part.height() * 2 >= height;
  const bool wide = part.width() * 2 >= part.height() * 3;
  if (hollow && rectangle && (large || wide)) return Shape::frame;
  const bool long_box = part.width() > 3 * part.height() && is_box(part, sides);
  return hollow && high && long_box ? Shape::frame : Shape::glyph;
}

}  // namespace

std::vector<Shape> classify(const Components& ink, int width, int height, int zoom) {
  const std::vector<Sides> sides = measure_sides(ink);
  std::vector<Shape> shapes(ink.parts.size());
  for (std::size_t i = 0; i < shapes.size(); ++i)
    shapes[i] = shape_of(ink.parts[i], sides[i], width, height, zoom);
  if (shapes.size() == 1 && spans_height(ink.parts[0], height)) shapes[0] = Shape::rule;
  return shapes;
}

}  // namespace longhand::layout
