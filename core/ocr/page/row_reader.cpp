#include "ocr/page/row_reader.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "image/smooth.h"
#include "layout/sort_by.h"
#include "ocr/page/boxes.h"
#include "ocr/page/line_place.h"
#include "ocr/page/quotes.h"

namespace longhand::ocr {
namespace {

PageLine to_page_line(OcrResult&& read, const PreparedLine& prepared) {
  PageLine line{std::move(read.text), read.confidence, std::move(read.words)};
  for (const Word& word : line.words) grow(line.box, word.box);
  set_place(line, prepared.place, prepared.baseline);
  return line;
}

/// Places in `which`: rows of one length read side by side take the least time.
std::vector<std::size_t> longest_first(std::span<const layout::TextRow> rows,
                                       std::span<const int> which) {
  std::vector<std::size_t> places(which.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  layout::sort_by(places, [&](std::size_t place) {
    const layout::TextRow& row = rows[which[place]];
    return -row.width() / row.size();
  });
  return places;
}

}  // namespace

Result<void> RowReader::set_options(const PageOptions& options) {
  all_allowed_ = options.allow.empty() && options.deny.empty();
  options_.invert_threshold = 0;  // the layout knows which rows are light on dark
  return decoder_.set_options(options);
}

bool RowReader::has_room(std::span<const Ready> group, const image::Plane& next) const {
  int columns = next.width;
  for (const Ready& row : group) columns += row.line.pixels.width;
  return group.empty() ||
         (group.size() < kLinesTogether && columns <= model_.network->sizes().columns_together);
}

/// What the network read in a line.
PageLine RowReader::decode(std::size_t place, const PreparedLine& line) {
  PageLine read = to_page_line(decoder_.decode(runner_.reading(place), line, false), line);
  for (Word& word : read.words) word.model = number_;
  return read;
}

void RowReader::read_group(std::vector<Ready> group, std::span<PageLine> lines) {
  std::vector<image::Plane> planes;
  planes.reserve(group.size());
  for (Ready& row : group) planes.push_back(std::move(row.line.pixels));
  runner_.run(std::move(planes), options_);
  for (std::size_t i = 0; i < group.size(); ++i) {
    PageLine& line = lines[group[i].place];
    line = decode(i, group[i].line);
    if (all_allowed_) join_quotes(line);
  }
}

Result<PageLine> RowReader::read_line(const image::Plane& picture, Layout layout) {
  const ImageView view{picture.pixels.data(), picture.width, picture.height, 1, picture.width};
  auto line = prepare_line(view, layout, model_.network->sizes());
  if (!line) return tl::unexpected(line.error());
  if (line->is_blank()) return PageLine{};
  if (auto fits = runner_.check(line->pixels); !fits) return tl::unexpected(fits.error());
  OcrOptions options = options_;
  options.invert_threshold = OcrOptions().invert_threshold;
  std::vector<image::Plane> pixels;
  pixels.push_back(std::move(line->pixels));
  runner_.run(std::move(pixels), options);
  return decode(0, *line);
}

std::vector<PageLine> RowReader::read(const layout::RowCutter& cutter,
                                      std::span<const layout::TextRow> rows,
                                      std::span<const int> which, Look look) {
  std::vector<PageLine> lines(which.size());
  std::vector<Ready> group;
  for (const std::size_t i : longest_first(rows, which)) {
    layout::Strip strip = cutter.cut(rows[which[i]], look.beside);
    for (int k = 0; k < look.smoothings; ++k) strip.pixels = image::smooth(strip.pixels);
    auto line = prepare_strip(std::move(strip), model_.network->sizes());
    if (!line || !runner_.check(line->pixels)) continue;
    if (!has_room(group, line->pixels)) read_group(std::exchange(group, {}), lines);
    group.push_back({i, std::move(*line)});
  }
  read_group(std::move(group), lines);
  return lines;
}

}  // namespace longhand::ocr
