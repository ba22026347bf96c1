#include "ocr/page/page_reading.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "image/turn.h"
#include "layout/page/row_cutter.h"
#include "layout/sort_by.h"
#include "ocr/page/best_words.h"
#include "ocr/page/page_builder.h"
#include "ocr/page/page_turn.h"
#include "ocr/page/sureness.h"
#include "ocr/page/text_choice.h"

namespace longhand::ocr {
namespace {

/// Rows with a word of less confidence are read again, unless they are hardly text at all.
constexpr float kSureWord = 60, kLeastSure = 88, kTextLike = 93;
constexpr Look kSecondLooks[] = {{0.06f, 0}, {0.14f, 1}, {0.1f, 2}, {0.14f, 4}};

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

/// Where the page stands in the picture that was given.
PageTurn turn_of(const UprightPage& page) {
  const auto& [width, height, pixels] = page.picture;
  const bool across = page.quarters % 2 == 0;
  return {page.quarters, across ? width : height, across ? height : width};
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
  std::vector<PageLine> lines = rows_.read(cutter, page.layout.rows, fresh, {});
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    page.tried[fresh[i]] = true;
    page.lines[fresh[i]] = std::move(lines[i]);
  }
}

/// Reads unsure rows in other ways, and keeps their surer words.
void PageReading::read_again(std::vector<int> unsure) {
  const layout::RowCutter cutter(page_.picture, page_.layout.ink);
  for (const Look look : kSecondLooks) {
    std::erase_if(unsure, [&](int row) { return !is_unsure(page_.lines[row]); });
    std::vector<PageLine> again = rows_.read(cutter, page_.layout.rows, unsure, look);
    for (std::size_t i = 0; i < unsure.size(); ++i) {
      PageLine& line = page_.lines[unsure[i]];
      line = best_words(std::move(line), std::move(again[i]));
    }
  }
}

/// Reads a few rows.
Trial PageReading::try_rows(UprightPage& page) {
  const std::vector<int> which = widest(page.layout.rows, kTrialRows);
  read(page, which);
  Trial trial;
  for (const int row : which) {
    const auto symbols = float(sureness_of(page.lines[row]).symbols);
    trial.confidence += page.lines[row].confidence * symbols;
    trial.symbols += symbols;
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

void PageReading::begin(image::Plane picture) {
  page_ = UprightPage(std::move(picture), 0, true);
  if (page_.layout.runs_down) page_ = UprightPage(image::turn_left(page_.picture, 1), 1, false);
  const Trial upright = try_rows(page_);
  if (upright.confidence < kUpright * upright.symbols && !page_.lines.empty()) {
    UprightPage turned(image::turn_left(page_.picture, 2), page_.quarters + 2, false);
    if (try_rows(turned).confidence > kClearly * upright.confidence) page_ = std::move(turned);
  }
  if (is_texture()) page_.layout.rows.clear();
  const std::vector<layout::TextRow>& rows = page_.layout.rows;
  order_ = widest(rows, kMostRows);
  layout::sort_by(order_, [&](int row) { return rows[row].baseline(rows[row].middle()); });
  next_ = 0;
}

std::vector<PageLine> PageReading::read_some() {
  const std::size_t count = next_ == 0 ? kFirstRows : kRowsOfStep;
  const std::size_t end = std::min(next_ + count, order_.size());
  const std::vector<int> which(order_.begin() + std::ptrdiff_t(std::exchange(next_, end)),
                               order_.begin() + std::ptrdiff_t(end));
  read(page_, which);
  read_again(which);
  std::vector<PageLine> read;
  const PageTurn turn = turn_of(page_);
  for (const int row : which) {
    if (page_.lines[row].text.empty() || sureness_of(page_.lines[row]).mean < kLeastSure) continue;
    read.push_back(page_.lines[row]);
    turn.to_picture(read.back());
  }
  return read;
}

Page PageReading::finish() {
  const PageTurn turn = turn_of(page_);
  Page page{turn.width(), turn.height(), 90 * page_.quarters};
  const std::vector<int> text = choose_text(page_.layout.rows, page_.lines);
  const layout::ReadingOrder order = layout::order_layout(page_.layout, text,
                                                          runs_left(page_.lines, text));
  page.slope = order.slope;
  for (PageLine& line : page_.lines) turn.to_picture(line);
  fill_page(order.rows, std::move(page_.lines), page);
  page_ = {};
  order_.clear();
  next_ = 0;
  return page;
}

}  // namespace longhand::ocr
