#include "layout/page/page_layout.h"

#include <utility>

#include "layout/page/attach_marks.h"
#include "layout/page/baseline.h"
#include "layout/page/cells.h"
#include "layout/page/chains.h"
#include "layout/page/direction.h"
#include "layout/page/edges.h"
#include "layout/page/glyphs.h"
#include "layout/page/join_rows.h"
#include "layout/page/letters.h"
#include "layout/page/page_grid.h"
#include "layout/page/paragraphs.h"

namespace longhand::layout {

namespace {

constexpr int kJoinRounds = 2;      ///< rows that were joined tell what belongs between others
constexpr float kLeastEdge = 3.5f;  ///< of the usual height of letters

PageLayout find_layout(const image::Plane& seen, Zoom zoom, bool may_run_down) {
  PageInk ink = find_page_ink(seen, zoom);
  const Glyphs glyphs = find_glyphs(ink);
  Cells cells(ink, glyphs, find_edges(seen, int(kLeastEdge * glyphs.usual)));
  const std::vector<Letter> letters = find_letters(ink, glyphs, cells);
  const float width = float(ink.width), height = float(ink.height);
  const bool down = may_run_down && runs_down(letters, glyphs.usual, width, height);
  if (down) return {std::move(ink), std::move(cells), true, {}};
  std::vector<TextRow> rows = chain_letters(letters, glyphs.usual, height);
  fit_baselines(ink, rows);
  attach_marks(ink, glyphs, cells, rows);
  for (int round = 0; round < kJoinRounds; ++round) {
    rows = join_rows(std::move(rows), height);
    fit_baselines(ink, rows);
  }
  attach_marks(ink, glyphs, cells, rows);
  return {std::move(ink), std::move(cells), false, std::move(rows)};
}

}  // namespace

PageLayout find_layout(const image::Plane& picture, bool may_run_down) {
  const Zoom zoom = Zoom::of_page(picture);
  if (zoom.is_none()) return find_layout(picture, zoom, may_run_down);
  return find_layout(zoom.apply(picture), zoom, may_run_down);
}

ReadingOrder order_layout(const PageLayout& layout, const std::vector<int>& rows, bool leftward) {
  std::vector<TextRow> chosen;
  chosen.reserve(rows.size());
  for (const int row : rows) chosen.push_back(layout.rows[row]);
  const PageGrid grid(chosen, float(layout.ink.width), float(layout.ink.height));
  ReadingOrder order{order_rows(chosen, layout.cells, grid, leftward), grid.slope()};
  find_paragraphs(chosen, grid, order.rows);
  for (OrderedRow& ordered : order.rows) ordered.row = rows[ordered.row];
  return order;
}

}  // namespace longhand::layout
