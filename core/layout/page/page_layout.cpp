#include "layout/page/page_layout.h"

#include <utility>

#include "layout/page/attach_marks.h"
#include "layout/page/baseline.h"
#include "layout/page/cells.h"
#include "layout/page/chains.h"
#include "layout/page/glyphs.h"
#include "layout/page/join_rows.h"
#include "layout/page/letters.h"
#include "layout/page/page_grid.h"

namespace longhand::layout {

PageLayout find_layout(const image::Plane& picture) {
  PageInk ink = find_page_ink(picture);
  const Glyphs glyphs = find_glyphs(ink);
  Cells cells(ink, glyphs);
  std::vector<TextRow> rows = chain_letters(find_letters(ink, glyphs, cells), glyphs.usual,
                                            float(ink.height));
  fit_baselines(ink, rows);
  attach_marks(ink, glyphs, rows);
  rows = join_rows(std::move(rows), float(ink.height));
  fit_baselines(ink, rows);
  attach_marks(ink, glyphs, rows);
  return {std::move(ink), std::move(cells), std::move(rows)};
}

ReadingOrder order_layout(const PageLayout& layout, const std::vector<int>& rows) {
  std::vector<TextRow> chosen;
  for (const int row : rows) chosen.push_back(layout.rows[row]);
  const PageGrid grid(chosen, float(layout.ink.width), float(layout.ink.height));
  ReadingOrder order{order_rows(chosen, layout.cells, grid), grid.slope()};
  for (OrderedRow& ordered : order.rows) ordered.row = rows[ordered.row];
  return order;
}

}  // namespace longhand::layout
