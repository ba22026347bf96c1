#include "ocr/line/vertical.h"

#include <algorithm>

#include "image/turn.h"

namespace longhand::ocr {
namespace {

/// Of the width of a column, between letters that are set side by side and around them.
constexpr int kGapShare = 8;

Box join(const Box& a, const Box& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

/// The grey of most pixels along the edges of a column.
std::uint8_t paper_of(const image::Plane& picture, const layout::Column& column) {
  std::vector<std::uint8_t> greys;
  for (int y = column.top; y < column.bottom; ++y) {
    greys.push_back(picture.row(y)[std::max(0, column.left - 1)]);
    greys.push_back(picture.row(y)[std::min(picture.width - 1, column.right)]);
  }
  const auto middle = greys.begin() + std::ptrdiff_t(greys.size() / 2);
  std::ranges::nth_element(greys, middle);
  return *middle;
}

/// Where the letters of a column stand when they are set in a row.
struct Row {
  layout::Column column;
  int gap, height;

  explicit Row(const layout::Column& letters)
      : column(letters), gap(std::max(2, letters.width() / kGapShare)), height(letters.width()) {
    for (const layout::Cell& cell : column.cells) height = std::max(height, cell.bottom - cell.top);
    height += 2 * gap;
  }

  int pitch() const { return column.width() + gap; }
  int width() const { return gap + pitch() * int(column.cells.size()); }
  int left_of(int cell) const { return gap + pitch() * cell; }
  int top_of(int cell) const {
    const auto [top, bottom] = column.cells[cell];
    return (height - (bottom - top)) / 2;
  }

  Box to_column(const Box& box) const {
    const int middle = (box.left + box.right) / 2;
    const int cell = std::clamp((middle - gap / 2) / pitch(), 0, int(column.cells.size()) - 1);
    const auto [top, bottom] = column.cells[cell];
    const int dx = column.left - left_of(cell), dy = top - top_of(cell);
    return {std::clamp(box.left + dx, column.left, column.right),
            std::clamp(box.top + dy, top, bottom),
            std::clamp(box.right + dx, column.left, column.right),
            std::clamp(box.bottom + dy, top, bottom)};
  }
};

}  // namespace

ImageView LaidLine::view() const {
  return {pixels.pixels.data(), pixels.width, pixels.height, 1, pixels.width};
}

LaidLine leave(const image::Plane& picture) {
  return {picture, [](const Box& box) { return box; }};
}

LaidLine turn_left(const image::Plane& picture) {
  const int width = picture.width;
  return {image::turn_left(picture, 1), [width](const Box& box) {
            return Box{width - box.bottom, box.left, width - box.top, box.right};
          }};
}

LaidLine turn_right(const image::Plane& picture) {
  const int height = picture.height;
  return {image::turn_left(picture, 3), [height](const Box& box) {
            return Box{box.top, height - box.right, box.bottom, height - box.left};
          }};
}

LaidLine set_in_row(const image::Plane& picture, const layout::Column& column) {
  const Row row(column);
  image::Plane result(row.width(), row.height);
  std::ranges::fill(result.pixels, paper_of(picture, column));
  for (int i = 0; i < int(column.cells.size()); ++i) {
    const auto [top, bottom] = column.cells[i];
    for (int y = top; y < bottom; ++y) {
      const std::uint8_t* from = picture.row(y);
      std::copy(from + column.left, from + column.right,
                result.row(row.top_of(i) + y - top) + row.left_of(i));
    }
  }
  return {std::move(result), [row](const Box& box) { return row.to_column(box); }};
}

void move_boxes(const LaidLine& line, OcrResult& result) {
  for (Word& word : result.words) {
    for (Symbol& symbol : word.symbols) symbol.box = line.to_picture(symbol.box);
    word.box = word.symbols.front().box;
    for (const Symbol& symbol : word.symbols) word.box = join(word.box, symbol.box);
  }
}

}  // namespace longhand::ocr
