#include "layout/page/page_layout.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "image/unsharp.h"
#include "layout/page/attach_marks.h"
#include "layout/page/baseline.h"
#include "layout/page/blur.h"
#include "layout/page/cells.h"
#include "layout/page/chains.h"
#include "layout/page/dashes.h"
#include "layout/page/direction.h"
#include "layout/page/edges.h"
#include "layout/page/glyphs.h"
#include "layout/page/join_rows.h"
#include "layout/page/letters.h"
#include "layout/page/page_grid.h"
#include "layout/page/paragraphs.h"
#include "layout/page/take_out.h"
#include "layout/page/touched_rules.h"

namespace longhand::layout {

namespace {

constexpr int kJoinRounds = 2;  ///< rows that were joined tell what belongs between others
constexpr std::size_t kLeastLetters = 10;  ///< of a row of smaller print
constexpr float kLowRow = 0.7f;     ///< of the usual height: such a row may lack its low letters
constexpr float kLeastEdge = 3.5f;  ///< of the usual height of letters

constexpr float kSoft = 0.46f;    ///< steepness of a page out of focus
constexpr int kEdge = 2;          ///< pixels around that sharpening looks at
constexpr float kSharpening = 4;  ///< of a pixel's difference to these
constexpr int kSharpenings = 2;

/// Rows of letters of about one size.
std::vector<TextRow> find_rows(const PageInk& ink, const Glyphs& glyphs, const Cells& cells,
                               const std::vector<Letter>& letters) {
  const float height = float(ink.height);
  std::vector<TextRow> rows = chain_letters(letters, glyphs.usual, height);
  fit_baselines(ink, rows);
  attach_marks(ink, glyphs, cells, rows);
  for (int round = 0; round < kJoinRounds; ++round) {
    rows = join_rows(std::move(rows), height);
    fit_baselines(ink, rows);
  }
  attach_marks(ink, glyphs, cells, rows);
  return rows;
}

/// Rows that share no component with `others`.
std::vector<TextRow> apart_from(const std::vector<TextRow>& others, std::vector<TextRow> rows,
                                std::size_t components) {
  std::vector<bool> taken(components);
  for (const TextRow& row : others)
    for (const int part : row.parts) taken[part] = true;
  std::erase_if(rows, [&](const TextRow& row) {
    return std::ranges::any_of(row.parts, [&](int part) { return bool(taken[part]); });
  });
  return rows;
}

/// Much smaller print than most of the page has, of which some letters may be in rows already;
/// specks are in no long rows.
void add_smaller_rows(const PageInk& ink, const Glyphs& glyphs, const Cells& cells,
                      std::vector<TextRow>& rows) {
  std::vector<TextRow> low_rows = take_out(
      rows, [&](const TextRow& row) { return row.size() >= kLowRow * glyphs.usual; });
  const Glyphs smaller = find_smaller_glyphs(ink, glyphs, rows);
  std::vector<TextRow> found;
  if (smaller.usual > 0) found = find_rows(ink, smaller, cells, find_letters(ink, smaller, cells));
  std::erase_if(found, [](const TextRow& row) { return row.parts.size() < kLeastLetters; });
  low_rows = apart_from(found, std::move(low_rows), ink.components.parts.size());
  std::ranges::move(found, std::back_inserter(rows));
  std::ranges::move(low_rows, std::back_inserter(rows));
}

/// `sharpenings`: how often it may be sharpened, as long as letters run together for want of focus.
PageLayout find_layout(const image::Plane& seen, Zoom zoom, bool may_run_down, int sharpenings) {
  if (sharpenings > 0 && steepness(seen) < kSoft)
    return find_layout(image::unsharp(seen, kEdge, kSharpening), zoom, may_run_down,
                       sharpenings - 1);
  PageInk ink = find_page_ink(seen, zoom, false);
  Glyphs glyphs = find_glyphs(ink);
  if (is_worn(ink, glyphs)) {
    ink = find_page_ink(seen, zoom, true);
    glyphs = find_glyphs(ink);
  }
  if (part_touched_rules(ink, glyphs.usual)) glyphs = find_glyphs(ink);
  find_dashed_rules(ink, glyphs);
  Cells cells(ink, glyphs, find_edges(seen, int(kLeastEdge * glyphs.usual)));
  const std::vector<Letter> letters = find_letters(ink, glyphs, cells);
  const bool down = may_run_down &&
                    runs_down(letters, glyphs.usual, float(ink.width), float(ink.height));
  if (down) return {std::move(ink), std::move(cells), true, {}};
  std::vector<TextRow> rows = find_rows(ink, glyphs, cells, letters);
  add_smaller_rows(ink, glyphs, cells, rows);
  return {std::move(ink), std::move(cells), false, std::move(rows)};
}

}  // namespace

PageLayout find_layout(const image::Plane& picture, bool may_run_down) {
  const Zoom zoom = Zoom::of_page(picture);
  if (zoom.is_none()) return find_layout(picture, zoom, may_run_down, kSharpenings);
  return find_layout(zoom.apply(picture), zoom, may_run_down, kSharpenings);
}

ReadingOrder order_layout(const PageLayout& layout, const std::vector<int>& rows, Flow flow,
                          bool leftward) {
  std::vector<TextRow> chosen;
  chosen.reserve(rows.size());
  for (const int row : rows) chosen.push_back(layout.rows[row]);
  const PageGrid grid(chosen, float(layout.ink.width), float(layout.ink.height));
  ReadingOrder order{flow == Flow::page ? order_rows(chosen, layout.cells, grid, leftward)
                                        : order_lines(chosen, grid, leftward),
                     grid.slope()};
  find_paragraphs(chosen, grid, order.rows);
  for (int i = 0; i < int(order.rows.size()); ++i) {
    OrderedRow& ordered = order.rows[i];
    ordered.row = rows[ordered.row];
    if (flow == Flow::paragraph) ordered.paragraph = 0;
    if (flow == Flow::scattered) ordered.block = ordered.paragraph = ordered.line = i;
  }
  return order;
}

}  // namespace longhand::layout
