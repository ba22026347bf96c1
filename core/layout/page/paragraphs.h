#pragma once

#include <vector>

#include "layout/page/page_grid.h"
#include "layout/page/reading_order.h"
#include "layout/page/text_row.h"

namespace longhand::layout {

/// Sets `paragraph` and `line` of rows that are in reading order: a paragraph begins with a block,
/// an indented line, after a short line or a wide gap, and where letters become larger or smaller.
void find_paragraphs(const std::vector<TextRow>& rows, const PageGrid& grid,
                     std::vector<OrderedRow>& order);

}  // namespace longhand::layout
