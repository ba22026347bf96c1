#include <algorithm>
#include <functional>
#include <memory>
#include <numeric>
#include <utility>

#include <longhand/page.h>

#include "image/turn.h"
#include "layout/page/page_layout.h"
#include "layout/page/row_cutter.h"
#include "ocr/line/line_image.h"
#include "ocr/model.h"
#include "ocr/page/best_words.h"
#include "ocr/page/page_builder.h"
#include "ocr/page/page_turn.h"
#include "ocr/page/row_reader.h"
#include "ocr/page/sureness.h"
#include "ocr/page/text_choice.h"

namespace longhand {
namespace {

/// Rows with a word of less confidence are read again, unless they are hardly text at all.
constexpr float kSureWord = 75, kLeastSure = 88;
constexpr ocr::Look kSecondLooks[] = {{0.06f, false}, {0.14f, true}};

/// Rows that tell which way up a page is, and their confidence if it surely is right; else how much
/// more it must be the other way up.
constexpr std::size_t kTrialRows = 6;
constexpr float kUpright = 65, kClearly = 5;

/// A picture turned so that its text is upright.
struct Upright {
  image::Plane picture;
  int quarters;  ///< that it was turned counter-clockwise
  layout::PageLayout layout;
};

bool is_unsure(const PageLine& line) {
  const auto unsure = [](const Word& word) { return word.confidence < kSureWord; };
  return std::ranges::any_of(line.words, unsure) && ocr::sureness_of(line).mean >= kLeastSure;
}

/// The widest rows, to try on.
std::vector<int> widest(const std::vector<layout::TextRow>& rows) {
  std::vector<int> which(rows.size());
  std::iota(which.begin(), which.end(), 0);
  std::ranges::stable_sort(which, std::ranges::greater(),
                           [&](int row) { return rows[row].width(); });
  which.resize(std::min(which.size(), kTrialRows));
  return which;
}

/// Whether most lines are written from right to left: in those, words stand before the next one.
bool runs_left(const std::vector<PageLine>& lines, const std::vector<int>& text) {
  int left = 0;
  for (const int row : text) {
    const std::vector<Word>& words = lines[row].words;
    for (std::size_t i = 1; i < words.size(); ++i)
      left += words[i].box.left < words[i - 1].box.left ? 1 : -1;
  }
  return left > 0;
}

/// The lines that are text, in reading order, as they stand in the picture.
Page to_page(const Upright& upright, std::vector<PageLine> lines) {
  const bool across = upright.quarters % 2 == 0;
  const auto& [width, height, pixels] = upright.picture;
  Page page{across ? width : height, across ? height : width, 90 * upright.quarters};
  const ocr::PageTurn turn(upright.quarters, page.width, page.height);
  const std::vector<int> text = ocr::choose_text(upright.layout.rows, lines);
  const layout::ReadingOrder order = layout::order_layout(upright.layout, text,
                                                          runs_left(lines, text));
  page.slope = order.slope;
  for (PageLine& line : lines) turn.to_picture(line);
  ocr::fill_page(order.rows, std::move(lines), page);
  return page;
}

}  // namespace

struct PageReader::Impl {
  explicit Impl(std::shared_ptr<const OcrModel> loaded)
      : owner(std::move(loaded)), rows(owner->impl()) {}

  Result<Upright> turn_upright(image::Plane picture);
  Result<float> try_rows(const image::Plane& picture, const layout::PageLayout& layout);
  Result<std::vector<PageLine>> read(const Upright& page);

  std::shared_ptr<const OcrModel> owner;
  ocr::RowReader rows;
};

/// The confidence of a few rows, the longer ones counting for more.
Result<float> PageReader::Impl::try_rows(const image::Plane& picture,
                                         const layout::PageLayout& layout) {
  std::vector<PageLine> lines(layout.rows.size());
  const std::vector<int> which = widest(layout.rows);
  const layout::RowCutter cutter(picture, layout.ink);
  if (auto done = rows.read(cutter, layout.rows, which, {}, lines); !done)
    return tl::unexpected(done.error());
  float sum = 0, symbols = 0;
  for (const int row : which) {
    const auto weight = float(ocr::sureness_of(lines[row]).symbols);
    sum += lines[row].confidence * weight;
    symbols += weight;
  }
  return symbols > 0 ? sum / symbols : 0;
}

Result<Upright> PageReader::Impl::turn_upright(image::Plane picture) {
  Upright page{std::move(picture), 0, {}};
  page.layout = layout::find_layout(page.picture, true);
  if (page.layout.runs_down) {
    page.picture = image::turn_left(page.picture, 1);
    page.quarters = 1;
    page.layout = layout::find_layout(page.picture, false);
  }
  const auto upright = try_rows(page.picture, page.layout);
  if (!upright) return tl::unexpected(upright.error());
  if (*upright >= kUpright || page.layout.rows.empty()) return page;
  Upright turned{image::turn_left(page.picture, 2), page.quarters + 2, {}};
  turned.layout = layout::find_layout(turned.picture, false);
  const auto upside_down = try_rows(turned.picture, turned.layout);
  if (!upside_down) return tl::unexpected(upside_down.error());
  if (*upside_down > *upright + kClearly) return turned;
  return page;
}

/// All rows, the unsure ones more than once.
Result<std::vector<PageLine>> PageReader::Impl::read(const Upright& page) {
  const layout::PageLayout& layout = page.layout;
  const layout::RowCutter cutter(page.picture, layout.ink);
  std::vector<PageLine> lines(layout.rows.size());
  std::vector<int> which(lines.size());
  std::iota(which.begin(), which.end(), 0);
  if (auto done = rows.read(cutter, layout.rows, which, {}, lines); !done)
    return tl::unexpected(done.error());
  for (const ocr::Look look : kSecondLooks) {
    std::erase_if(which, [&](int row) { return !is_unsure(lines[row]); });
    std::vector<PageLine> again(lines.size());
    if (auto done = rows.read(cutter, layout.rows, which, look, again); !done)
      return tl::unexpected(done.error());
    for (const int row : which)
      lines[row] = ocr::best_words(std::move(lines[row]), std::move(again[row]));
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
  auto grey = ocr::to_grey(image);
  if (!grey) return tl::unexpected(grey.error());
  const auto page = impl_->turn_upright(std::move(*grey));
  if (!page) return tl::unexpected(page.error());
  auto lines = impl_->read(*page);
  if (!lines) return tl::unexpected(lines.error());
  return to_page(*page, std::move(*lines));
}

}  // namespace longhand
