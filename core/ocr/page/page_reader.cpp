#include <memory>
#include <numeric>
#include <utility>

#include <longhand/page.h>

#include "layout/page/page_layout.h"
#include "layout/page/row_cutter.h"
#include "ocr/line/line_image.h"
#include "ocr/model.h"
#include "ocr/page/row_reader.h"
#include "ocr/page/sureness.h"
#include "ocr/page/text_choice.h"

namespace longhand {
namespace {

/// Rows between these are read a second time: those below are rarely text.
constexpr float kLeastSure = 88, kSure = 97.5f;

std::string join_lines(const std::vector<PageLine>& lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) text += lines[i].block == lines[i - 1].block ? "\n" : "\n\n";
    text += lines[i].text;
  }
  return text;
}

/// The lines that are text, in reading order.
Page to_page(const image::Plane& picture, const layout::PageLayout& layout,
             std::vector<PageLine> lines) {
  const layout::ReadingOrder order = layout::order_layout(layout,
                                                          ocr::choose_text(layout.rows, lines));
  Page page{picture.width, picture.height, order.slope};
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
      : owner(std::move(loaded)), rows(owner->impl()) {}

  Result<std::vector<PageLine>> read(const image::Plane& picture,
                                     const layout::PageLayout& layout);

  std::shared_ptr<const OcrModel> owner;
  ocr::RowReader rows;
};

/// All rows, the unsure ones twice.
Result<std::vector<PageLine>> PageReader::Impl::read(const image::Plane& picture,
                                                     const layout::PageLayout& layout) {
  const layout::RowCutter cutter(picture, layout.ink);
  std::vector<PageLine> lines(layout.rows.size());
  std::vector<int> which(lines.size());
  std::iota(which.begin(), which.end(), 0);
  if (auto done = rows.read(cutter, layout.rows, which, ocr::Look::plain, lines); !done)
    return tl::unexpected(done.error());
  std::erase_if(which, [&](int row) {
    const float sure = ocr::sureness_of(lines[row]).mean;
    return sure < kLeastSure || sure >= kSure;
  });
  std::vector<PageLine> again(lines.size());
  if (auto done = rows.read(cutter, layout.rows, which, ocr::Look::smoothed, again); !done)
    return tl::unexpected(done.error());
  for (const int row : which) {
    if (ocr::sureness_of(again[row]).mean > ocr::sureness_of(lines[row]).mean)
      lines[row] = std::move(again[row]);
  }
  return lines;
}

PageReader::PageReader(std::shared_ptr<const OcrModel> model)
    : impl_(std::make_unique<Impl>(std::move(model))) {}
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;
PageReader::~PageReader() = default;

Result<Page> PageReader::read(const ImageView& image, const PageOptions& options) {
  if (auto set = impl_->rows.set_options(options); !set) return tl::unexpected(set.error());
  const auto grey = ocr::to_grey(image);
  if (!grey) return tl::unexpected(grey.error());
  const layout::PageLayout layout = layout::find_layout(*grey);
  auto lines = impl_->read(*grey, layout);
  if (!lines) return tl::unexpected(lines.error());
  return to_page(*grey, layout, std::move(*lines));
}

}  // namespace longhand
