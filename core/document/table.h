#pragma once

#include <span>
#include <vector>

#include "document/rows.h"

namespace longhand::document {

/// Rows first to end - 1 that are a table's.
struct TableRows {
  std::size_t first = 0, end = 0;
};

/// The first rows from `first` on that form a table: at least two with several cells, and between
/// those no two of one cell that follow each other. None: both are rows.size().
TableRows find_table(std::span<const Row> rows, std::size_t first);

/// A table's cells by row and column, in reading order; there may be several in one, or none.
using Cells = std::vector<std::vector<std::vector<const PageLine*>>>;

Cells arrange(std::span<const Row> rows, int orientation);

}  // namespace longhand::document
