#include "layout/column.h"

#include <algorithm>

#include "layout/background.h"
#include "layout/components.h"
#include "layout/ink.h"
#include "layout/shapes.h"
#include "layout/sort_by.h"
#include "layout/zoom.h"

namespace longhand::layout {
namespace {

using image::Plane;

/// A vertical line is this much higher than wide, and has this many letters.
constexpr int kLeastRatio = 2;
constexpr std::size_t kLeastCells = 3;

/// Its letters are at most this much wider than high, in halves; lines of text are wider.
constexpr int kWidestCell = 5;

/// A letter may be a tenth higher than the line is wide.
constexpr float kHighestCell = 1.1f;

/// Runs of rows with ink in them.
std::vector<Cell> find_bands(std::vector<Component> parts) {
  sort_by(parts, &Component::top);
  std::vector<Cell> bands;
  for (const Component& part : parts) {
    if (bands.empty() || part.top > bands.back().bottom) bands.push_back({part.top, part.bottom});
    else bands.back().bottom = std::max(bands.back().bottom, part.bottom);
  }
  return bands;
}

/// Letters of several bands, such as two strokes one above the other, put together.
std::vector<Cell> join_bands(const std::vector<Cell>& bands, int width) {
  std::vector<Cell> cells;
  for (const Cell& band : bands) {
    const bool fits = !cells.empty() &&
                      float(band.bottom - cells.back().top) <= kHighestCell * float(width);
    if (fits) cells.back().bottom = band.bottom;
    else cells.push_back(band);
  }
  return cells;
}

}  // namespace

bool Column::runs_down(bool reads_down) const {
  const bool across = 10 * width() > 13 * height();
  return !cells.empty() && (reads_down ? !across : is_line());
}

bool Column::is_line() const {
  if (cells.size() < kLeastCells || height() < kLeastRatio * width()) return false;
  std::vector<int> heights;
  for (const Cell& cell : cells) heights.push_back(cell.bottom - cell.top);
  std::ranges::nth_element(heights, heights.begin() + std::ptrdiff_t(heights.size() / 2));
  return 2 * width() <= kWidestCell * heights[heights.size() / 2];
}

Column find_column(const Plane& picture) {
  const Zoom zoom = Zoom::of(picture);
  const Plane seen = zoom.apply(picture);
  const Components ink = find_components(find_ink(seen, Background::of_line(seen)).pixels);
  const std::vector<Shape> shapes = classify(ink, seen.width, seen.height, zoom.up);
  std::vector<Component> glyphs;
  for (std::size_t i = 0; i < shapes.size(); ++i)
    if (shapes[i] == Shape::glyph) glyphs.push_back(ink.parts[i]);
  if (glyphs.empty()) return {};
  const int left = std::ranges::min(glyphs, {}, &Component::left).left;
  const int right = std::ranges::max(glyphs, {}, &Component::right).right;
  std::vector<Cell> cells = join_bands(find_bands(std::move(glyphs)), right - left);
  const auto before = [&](int at) { return at * zoom.down / zoom.up; };
  const auto behind = [&](int at) { return (at * zoom.down + zoom.up - 1) / zoom.up; };
  for (Cell& cell : cells) cell = {before(cell.top), behind(cell.bottom)};
  return {before(left), cells.front().top, behind(right), cells.back().bottom, std::move(cells)};
}

}  // namespace longhand::layout
