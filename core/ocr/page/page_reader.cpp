#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include <longhand/page.h>

#include "layout/page/page_layout.h"
#include "layout/page/row_cutter.h"
#include "ocr/line/line_image.h"
#include "ocr/line/line_runner.h"
#include "ocr/line/prepared_line.h"
#include "ocr/line_decoder.h"
#include "ocr/model.h"
#include "ocr/page/text_choice.h"

namespace longhand {
namespace {

/// A row that is ready to be read.
struct ReadyRow {
  int row;  ///< of the layout
  bool light_ink;
  ocr::PreparedLine line;
};

std::string join_lines(const std::vector<PageLine>& lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) text += lines[i].block == lines[i - 1].block ? "\n" : "\n\n";
    text += lines[i].text;
  }
  return text;
}

PageLine to_page_line(OcrResult&& read, const layout::StripPlace& place) {
  PageLine line{std::move(read.text), read.confidence, std::move(read.words)};
  const auto corners = place.polygon(0, 0, float(place.width), float(place.height));
  std::ranges::transform(corners, line.polygon.begin(), [](layout::Point at) {
    return PagePoint{at.x, at.y};
  });
  if (!line.words.empty()) line.box = line.words.front().box;
  for (const Word& word : line.words) {
    line.box = {std::min(line.box.left, word.box.left), std::min(line.box.top, word.box.top),
                std::max(line.box.right, word.box.right),
                std::max(line.box.bottom, word.box.bottom)};
  }
  return line;
}

/// The lines that are text, in reading order.
Page to_page(const image::Plane& picture, const layout::PageLayout& layout,
             std::vector<PageLine> lines) {
  const std::vector<int> text = ocr::choose_text(layout.rows, lines);
  Page page{picture.width, picture.height};
  const layout::ReadingOrder order = layout::order_layout(layout, text);
  page.slope = order.slope;
  for (const auto& [row, block] : order.rows) {
    page.lines.push_back(std::move(lines[row]));
    page.lines.back().block = block;
  }
  page.text = join_lines(page.lines);
  return page;
}

}  // namespace

struct PageReader::Impl {
  explicit Impl(std::shared_ptr<const OcrModel> loaded)
      : owner(std::move(loaded)), model(owner->impl()), runner(model), decoder(model) {}

  bool has_room(const std::vector<ReadyRow>& group, const image::Plane& next) const;
  std::vector<ReadyRow> prepare(const image::Plane& picture,
                                const layout::PageLayout& layout) const;
  Result<void> read_rows(std::vector<ReadyRow> group, const OcrOptions& options,
                         std::vector<PageLine>& lines);

  std::shared_ptr<const OcrModel> owner;
  const OcrModel::Impl& model;
  ocr::LineRunner runner;
  ocr::LineDecoder decoder;
};

std::vector<ReadyRow> PageReader::Impl::prepare(const image::Plane& picture,
                                                const layout::PageLayout& layout) const {
  const layout::RowCutter cutter(picture, layout.ink);
  std::vector<ReadyRow> rows;
  for (int i = 0; i < int(layout.rows.size()); ++i) {
    layout::RowStrip strip = cutter.cut(layout.rows[i]);
    auto pixels = ocr::scale_line(strip.pixels, model.network.input_height(),
                                  model.network.x_scale());
    if (!pixels || !model.network.check_line(pixels->height, pixels->width)) continue;
    rows.push_back({i, strip.light_ink, {std::move(*pixels), strip.place, std::move(strip.ink)}});
  }
  return rows;
}

bool PageReader::Impl::has_room(const std::vector<ReadyRow>& group,
                                const image::Plane& next) const {
  int columns = next.width;
  for (const ReadyRow& row : group) columns += row.line.pixels.width;
  return group.size() < kLinesTogether && columns <= model.network.columns_together();
}

Result<void> PageReader::Impl::read_rows(std::vector<ReadyRow> group, const OcrOptions& options,
                                         std::vector<PageLine>& lines) {
  std::vector<image::Plane> planes;
  for (ReadyRow& row : group) planes.push_back(std::move(row.line.pixels));
  if (auto run = runner.run(std::move(planes), options); !run) return run;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const ReadyRow& row = group[i];
    lines[row.row] = to_page_line(decoder.decode(runner.reading(i), row.line, options),
                                  row.line.place);
  }
  return {};
}

PageReader::PageReader(std::shared_ptr<const OcrModel> model)
    : impl_(std::make_unique<Impl>(std::move(model))) {}
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;
PageReader::~PageReader() = default;

Result<Page> PageReader::read(const ImageView& image, const PageOptions& options) {
  if (auto set = impl_->decoder.set_filter(options.allow, options.deny); !set)
    return tl::unexpected(set.error());
  const auto grey = ocr::to_grey(image);
  if (!grey) return tl::unexpected(grey.error());
  const layout::PageLayout layout = layout::find_layout(*grey);
  OcrOptions line_options;
  line_options.dictionary = options.dictionary;
  line_options.invert_threshold = 0;
  std::vector<PageLine> lines(layout.rows.size());
  std::vector<ReadyRow> group;
  for (ReadyRow& row : impl_->prepare(*grey, layout)) {
    if (!impl_->has_room(group, row.line.pixels)) {
      auto read = impl_->read_rows(std::exchange(group, {}), line_options, lines);
      if (!read) return tl::unexpected(read.error());
    }
    group.push_back(std::move(row));
  }
  if (auto read = impl_->read_rows(std::move(group), line_options, lines); !read)
    return tl::unexpected(read.error());
  return to_page(*grey, layout, std::move(lines));
}

}  // namespace longhand
