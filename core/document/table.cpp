#include "document/table.h"

#include <algorithm>

#include "document/extent.h"

namespace longhand::document {
namespace {

bool has_cells(Row row) { return row.size() > 1; }

/// Behind the last row of a table that begins at `first`.
std::size_t table_end(std::span<const Row> rows, std::size_t first) {
  std::size_t end = first;
  for (std::size_t i = first; i < rows.size() && i <= end + 1; ++i)
    if (has_cells(rows[i])) end = i + 1;
  return end;
}

/// What a cell covers and half of a letter beside it.
Extent reach_of(const PageLine& cell, int orientation) {
  const auto [begin, end] = along(cell.box, orientation);
  const int beside = int(letter_size(cell) / 2);
  return {begin - beside, end + beside};
}

/// What the cells of rows that have several cover; those that overlap are one column.
std::vector<Extent> find_columns(std::span<const Row> rows, int orientation) {
  std::vector<Extent> cells, columns;
  for (const Row row : rows)
    for (const PageLine& cell : row)
      if (has_cells(row)) cells.push_back(reach_of(cell, orientation));
  std::ranges::sort(cells, {}, &Extent::begin);
  for (const Extent& cell : cells) {
    if (!columns.empty() && cell.begin < columns.back().end)
      columns.back().end = std::max(columns.back().end, cell.end);
    else columns.push_back(cell);
  }
  return columns;
}

bool runs_left(std::span<const Row> rows, int orientation) {
  const Row row = rows.front();
  return along(row.back().box, orientation).begin < along(row.front().box, orientation).begin;
}

/// The column that covers most of a cell, else the nearest one.
std::size_t column_of(const Extent& cell, std::span<const Extent> columns) {
  const auto shared = [&](const Extent& column) {
    return std::min(cell.end, column.end) - std::max(cell.begin, column.begin);
  };
  return std::size_t(std::ranges::max_element(columns, {}, shared) - columns.begin());
}

}  // namespace

TableRows find_table(std::span<const Row> rows, std::size_t first) {
  for (; first < rows.size(); ++first) {
    if (!has_cells(rows[first])) continue;
    const std::size_t end = table_end(rows, first);
    if (std::ranges::count_if(rows.subspan(first, end - first), has_cells) > 1) return {first, end};
  }
  return {rows.size(), rows.size()};
}

Cells arrange(std::span<const Row> rows, int orientation) {
  std::vector<Extent> columns = find_columns(rows, orientation);
  if (runs_left(rows, orientation)) std::ranges::reverse(columns);
  Cells cells;
  for (const Row row : rows) {
    cells.emplace_back(columns.size());
    for (const PageLine& cell : row)
      cells.back()[column_of(along(cell.box, orientation), columns)].push_back(&cell);
  }
  return cells;
}

}  // namespace longhand::document
