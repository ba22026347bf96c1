#pragma once

#include <vector>

#include "image/plane.h"
#include "layout/page/cells.h"
#include "layout/page/page_ink.h"
#include "layout/page/reading_order.h"
#include "layout/page/text_row.h"

namespace longhand::layout {

/// Where there may be text on a page.
struct PageLayout {
  PageInk ink;
  Cells cells;
  bool runs_down = false;     ///< the page is to be turned by a quarter: its rows run up or down
  std::vector<TextRow> rows;  ///< some may turn out to be none: texture, dirt, edges
};

/// `may_run_down`: whether to look for rows that do.
PageLayout find_layout(const image::Plane& picture, bool may_run_down);

/// Rows that were read, in reading order.
struct ReadingOrder {
  std::vector<OrderedRow> rows;
  float slope = 0;  ///< dy / dx of most of them
};

/// What rows of text make up.
enum class Flow {
  page,       ///< columns, tables, frames, headings
  column,     ///< one block whose lines go from top to bottom
  paragraph,  ///< the same without paragraphs in it
  scattered,  ///< a block each, from top to bottom
};

/// `rows`: indices of those that are text; `leftward`: they are read from right to left.
ReadingOrder order_layout(const PageLayout& layout, const std::vector<int>& rows, Flow flow,
                          bool leftward);

}  // namespace longhand::layout
