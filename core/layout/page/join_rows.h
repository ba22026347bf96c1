#pragma once

#include <vector>

#include "layout/page/text_row.h"

namespace longhand::layout {

/// Joins rows that are parts of one line, however wide the gap between them, unless it is that
/// between two columns: it goes on in the rows above and below. The joined ones have no baseline
/// yet.
std::vector<TextRow> join_rows(std::vector<TextRow> rows, float page_height);

}  // namespace longhand::layout
