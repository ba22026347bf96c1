#pragma once

#include <span>
#include <vector>

#include <longhand/page.h>

#include "layout/page/reading_order.h"

namespace longhand::ocr {

/// Adds blocks with the lines of the rows.
void add_lines(std::span<const layout::OrderedRow> order, std::vector<PageLine> lines, Page& page);

/// Fills in what follows from the lines: boxes, confidence, text.
void complete_page(Page& page);

}  // namespace longhand::ocr
