#include "ocr/page/page_reading.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "image/turn.h"
#include "layout/column.h"
#include "layout/page/row_cutter.h"
#include "layout/sort_by.h"
#include "ocr/page/best_words.h"
#include "ocr/page/line_place.h"
#include "ocr/page/page_builder.h"
#include "ocr/page/sureness.h"
#include "ocr/page/text_choice.h"

namespace longhand::ocr {
namespace {

/// Rows with a word of less confidence are read again, unless they are hardly text at all.
constexpr float kSureWord = 60, kLeastSure = 88, kTextLike = 93;
constexpr Look kSecondLooks[] = {{0.06f, 0}, {0.1f, 2}};

/// Share of the rows that one look must have made sure for the next one to be worth its time.
constexpr float kHelpful = 0.1f;

/// Rows that tell which way up a page is, and their mean confidence if it surely is right; else how
/// many times as much they must say in all the other way up.
constexpr std::size_t kTrialRows = 6;
constexpr float kUpright = 65, kClearly = 1.25f;

constexpr std::size_t kFirstRows = 12, kRowsOfStep = 60;  ///< of a step; the first is soon done
constexpr std::size_t kMostRows = 3000;                   ///< of a page; the widest ones are read

/// Where there are so many rows, so many of them, spread over the page, are tried first; if none is
/// text, nothing is.
constexpr std::size_t kManyRows = 150, kSamples = 24;

bool is_unsure(const PageLine& line) {
  const auto unsure = [](const Word& word) { return word.confidence < kSureWord; };
  return std::ranges::any_of(line.words, unsure) && sureness_of(line).mean >= kLeastSure;
}

/// The widest rows.
std::vector<int> widest(const std::vector<layout::TextRow>& rows, std::size_t count) {
  std::vector<int> which(rows.size());
  std::iota(which.begin(), which.end(), 0);
  layout::sort_by(which, [&](int row) { return -rows[row].width(); });
  which.resize(std::min(which.size(), count));
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

layout::Flow flow_of(PageOptions::Layout layout) {
  switch (layout) {
    case PageOptions::Layout::column: return layout::Flow::column;
    case PageOptions::Layout::block: return layout::Flow::paragraph;
    case PageOptions::Layout::sparse: return layout::Flow::scattered;
    default: return layout::Flow::page;
  }
}

/// Quarters by which a picture may have to be turned so that its line runs across, the likelier
/// first.
std::vector<int> likely_quarters(const image::Plane& picture, bool reads_down) {
  if (picture.width > 2 * picture.height) return {0, 2};
  return layout::find_column(picture).runs_down(reads_down) ? std::vector{1, 3, 0}
                                                            : std::vector{0, 2};
}

}  // namespace

UprightPage::UprightPage(image::Plane upright, int turned, bool may_run_down)
    : picture(std::move(upright)),
      quarters(turned),
      layout(layout::find_layout(picture, may_run_down)),
      lines(layout.rows.size()),
      tried(layout.rows.size()) {}

/// Reads rows that were not read yet.
void PageReading::read(UprightPage& page, std::span<const int> which) {
  std::vector<int> fresh;
  for (const int row : which)
    if (!page.tried[row]) fresh.push_back(row);
  const layout::RowCutter cutter(page.picture, page.layout.ink);
  std::vector<PageLine> lines = rows_.read({cutter, page.layout.rows, fresh});
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    page.tried[fresh[i]] = true;
    page.lines[fresh[i]] = std::move(lines[i]);
  }
}

/// Reads unsure rows in other ways, and keeps their surer words.
void PageReading::read_again(std::vector<int> unsure) {
  const layout::RowCutter cutter(page_.picture, page_.layout.ink);
  const auto is_sure = [&](int row) { return !is_unsure(page_.lines[row]); };
  std::erase_if(unsure, is_sure);
  for (const Look look : kSecondLooks) {
    std::vector<PageLine> again = rows_.read_again({cutter, page_.layout.rows, unsure}, page_.lines,
                                                   look);
    for (std::size_t i = 0; i < unsure.size(); ++i) {
      PageLine& line = page_.lines[unsure[i]];
      line = best_words(std::move(line), std::move(again[i]));
    }
    const auto before = float(unsure.size());
    if (float(std::erase_if(unsure, is_sure) + 1) < kHelpful * before) return;
  }
}

/// Reads a few rows with all models.
Trial PageReading::try_rows(UprightPage& page) {
  const std::vector<int> which = widest(page.layout.rows, kTrialRows);
  const layout::RowCutter cutter(page.picture, page.layout.ink);
  Trial trial = rows_.try_all({cutter, page.layout.rows, which});
  for (std::size_t i = 0; i < which.size(); ++i) {
    page.lines[which[i]] = std::move(trial.lines[i]);
    page.tried[which[i]] = true;
  }
  return trial;
}

/// Whether a page of very many rows has no text among those that are tried.
bool PageReading::is_texture() {
  const std::size_t count = page_.layout.rows.size();
  if (count < kManyRows) return false;
  std::vector<int> which = widest(page_.layout.rows, kTrialRows);
  for (std::size_t i = 0; i < kSamples; ++i) which.push_back(int(i * count / kSamples));
  read(page_, which);
  return std::ranges::none_of(which, [&](int row) {
    const Sureness sure = sureness_of(page_.lines[row]);
    return sure.letters > 1 && sure.mean >= kTextLike;
  });
}

void PageReading::begin_rows(image::Plane picture, std::optional<int> orientation) {
  const int quarters = orientation.value_or(0) / 90;
  if (quarters > 0) picture = image::turn_left(picture, quarters);
  page_ = UprightPage(std::move(picture), quarters, !orientation);
  if (page_.layout.runs_down) page_ = UprightPage(image::turn_left(page_.picture, 1), 1, false);
  if (!page_.lines.empty() && (!orientation || rows_.are_several())) {
    Trial trial = try_rows(page_);
    if (!orientation && trial.confidence < kUpright * trial.symbols) {
      UprightPage turned(image::turn_left(page_.picture, 2), page_.quarters + 2, false);
      Trial other = try_rows(turned);
      if (other.confidence > kClearly * trial.confidence) {
        page_ = std::move(turned);
        trial = std::move(other);
      }
    }
    rows_.prefer(std::move(trial.likelier));
  }
  if (layout_ == Layout::automatic && is_texture()) page_.layout.rows.clear();
  const std::vector<layout::TextRow>& rows = page_.layout.rows;
  order_ = widest(rows, kMostRows);
  layout::sort_by(order_, [&](int row) { return rows[row].baseline(rows[row].middle()); });
}

/// Reads it, turned in several ways if it is unsure.
Result<void> PageReading::begin_line(const image::Plane& picture, std::optional<int> orientation) {
  std::vector<int> ways{orientation.value_or(0) / 90};
  if (layout_ == Layout::line && !orientation) ways = likely_quarters(picture, rows_.reads_down());
  page_ = {};
  float most = 0;
  for (const int quarters : ways) {
    auto line = rows_.read_line(image::turn_left(picture, quarters), layout_ == Layout::raw
                                                                         ? longhand::Layout::raw
                                                                         : longhand::Layout::line);
    if (!line) return tl::unexpected(line.error());
    const float says = line->confidence * float(sureness_of(*line).symbols);
    const float confidence = line->confidence;
    if (!page_.lines.empty() && says <= kClearly * most) continue;
    most = says;
    page_.quarters = quarters;
    page_.lines = {std::move(*line)};
    if (confidence >= kUpright) break;
  }
  order_ = {0};
  return {};
}

Result<void> PageReading::begin(image::Plane picture, const PageOptions& options) {
  layout_ = options.layout;
  next_ = 0;
  if (is_single_line()) return begin_line(picture, options.orientation);
  begin_rows(std::move(picture), options.orientation);
  return {};
}

bool PageReading::may_be_text(const PageLine& line) const {
  return !line.text.empty() && (is_single_line() || sureness_of(line).mean >= kLeastSure);
}

std::vector<PageLine> PageReading::read_some() {
  const std::size_t count = next_ == 0 ? kFirstRows : kRowsOfStep;
  const std::size_t end = std::min(next_ + count, order_.size());
  const std::vector<int> which(order_.begin() + std::ptrdiff_t(std::exchange(next_, end)),
                               order_.begin() + std::ptrdiff_t(end));
  if (!is_single_line()) {
    read(page_, which);
    read_again(which);
  }
  std::vector<PageLine> read;
  for (const int row : which) {
    if (!may_be_text(page_.lines[row])) continue;
    read.push_back(page_.lines[row]);
    turn().to_picture(read.back());
  }
  return read;
}

/// Those that are text.
std::vector<int> PageReading::choose_rows() const {
  return layout_ == Layout::sparse ? choose_likely_text(page_.lines)
                                   : choose_text(page_.layout.rows, page_.lines);
}

/// The order of the rows that are text.
layout::ReadingOrder PageReading::order_text() const {
  const std::vector<int> text = choose_rows();
  return layout::order_layout(page_.layout, text, flow_of(layout_), runs_left(page_.lines, text));
}

/// The order of the single line, which is none if nothing was read.
layout::ReadingOrder PageReading::order_line() const {
  const PageLine& line = page_.lines.front();
  if (line.text.empty()) return {};
  const auto& [from, to] = line.baseline;
  return {{{}}, (to.y - from.y) / (to.x - from.x)};
}

void PageReading::finish(Page& page) {
  const layout::ReadingOrder order = is_single_line() ? order_line() : order_text();
  add_blocks(order, std::move(page_.lines), page);
}

void PageReading::outline(Page& page) {
  if (is_single_line()) {
    const layout::ReadingOrder order = order_line();
    for (PageLine& line : page_.lines) {
      line.text.clear();
      line.words.clear();
      line.confidence = 0;
    }
    return add_blocks(order, std::move(page_.lines), page);
  }
  const layout::RowCutter cutter(page_.picture, page_.layout.ink);
  const std::vector<layout::TextRow>& rows = page_.layout.rows;
  std::vector<int> all(rows.size());
  std::iota(all.begin(), all.end(), 0);
  std::vector<PageLine> lines(rows.size());
  std::ranges::transform(rows, lines.begin(), [&](const layout::TextRow& row) {
    return outline_of(cutter.lay(row, 0));
  });
  add_blocks(layout::order_layout(page_.layout, all, flow_of(layout_), false), std::move(lines),
             page);
}

void PageReading::add_blocks(const layout::ReadingOrder& order, std::vector<PageLine> lines,
                             Page& page) const {
  if (page.blocks.empty()) {
    page.orientation = 90 * page_.quarters;
    page.slope = order.slope;
  }
  for (PageLine& line : lines) turn().to_picture(line);
  add_lines(order.rows, std::move(lines), page);
}

}  // namespace longhand::ocr
