#include "ocr/page/row_reader.h"

#include <algorithm>
#include <utility>

#include "image/smooth.h"
#include "ocr/line/line_image.h"

namespace longhand::ocr {
namespace {

Box box_around(std::span<const Word> words) {
  if (words.empty()) return {};
  Box box = words.front().box;
  for (const Word& word : words) {
    box = {std::min(box.left, word.box.left), std::min(box.top, word.box.top),
           std::max(box.right, word.box.right), std::max(box.bottom, word.box.bottom)};
  }
  return box;
}

PageLine to_page_line(OcrResult&& read, const layout::StripPlace& place) {
  PageLine line{std::move(read.text), read.confidence, std::move(read.words)};
  line.box = box_around(line.words);
  const auto corners = place.polygon(0, 0, float(place.width), float(place.height));
  std::ranges::transform(corners, line.polygon.begin(),
                         [](layout::Point at) { return PagePoint{at.x, at.y}; });
  return line;
}

}  // namespace

Result<void> RowReader::set_options(const PageOptions& options) {
  options_.dictionary = options.dictionary;
  options_.invert_threshold = 0;  // the layout knows which rows are light on dark
  return decoder_.set_filter(options.allow, options.deny);
}

bool RowReader::has_room(std::span<const Ready> group, const image::Plane& next) const {
  int columns = next.width;
  for (const Ready& row : group) columns += row.line.pixels.width;
  return group.empty() ||
         (group.size() < kLinesTogether && columns <= model_.network.columns_together());
}

Result<void> RowReader::read_group(std::vector<Ready> group, std::span<PageLine> lines) {
  std::vector<image::Plane> planes;
  for (Ready& row : group) planes.push_back(std::move(row.line.pixels));
  if (auto run = runner_.run(std::move(planes), options_); !run) return run;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const Ready& row = group[i];
    lines[row.row] = to_page_line(decoder_.decode(runner_.reading(i), row.line, options_),
                                  row.line.place);
  }
  return {};
}

Result<void> RowReader::read(const layout::RowCutter& cutter,
                             std::span<const layout::TextRow> rows, std::span<const int> which,
                             Look look, std::span<PageLine> lines) {
  std::vector<Ready> group;
  for (const int row : which) {
    layout::RowStrip strip = cutter.cut(rows[row], look.beside);
    if (look.smoothed) strip.pixels = image::smooth(strip.pixels);
    auto pixels = scale_line(strip.pixels, model_.network.input_height(), model_.network.x_scale());
    if (!pixels || !model_.network.check_line(pixels->height, pixels->width)) continue;
    if (!has_room(group, *pixels)) {
      if (auto read = read_group(std::exchange(group, {}), lines); !read) return read;
    }
    group.push_back({row, {std::move(*pixels), strip.place, std::move(strip.ink)}});
  }
  return read_group(std::move(group), lines);
}

}  // namespace longhand::ocr
