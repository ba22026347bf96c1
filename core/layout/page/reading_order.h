#pragma once

#include <vector>

#include "layout/page/cells.h"
#include "layout/page/page_grid.h"
#include "layout/page/text_row.h"

namespace longhand::layout {

struct OrderedRow {
  int row = 0;    ///< index
  int block = 0;  ///< rows of a column, a heading or a table have the same
  int paragraph = 0;
  int line = 0;  ///< cells side by side have the same
};

/// Rows in the order in which people read them: columns one after the other, tables row by row,
/// what a frame holds in one go. `leftward`: from right to left.
std::vector<OrderedRow> order_rows(const std::vector<TextRow>& rows, const Cells& cells,
                                   const PageGrid& grid, bool leftward);

/// Rows from top to bottom, whatever stands beside each other, in one block.
std::vector<OrderedRow> order_lines(const std::vector<TextRow>& rows, const PageGrid& grid,
                                    bool leftward);

}  // namespace longhand::layout
