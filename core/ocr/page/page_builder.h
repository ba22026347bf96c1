#pragma once

#include <span>
#include <vector>

#include <longhand/page.h>

#include "layout/page/reading_order.h"

namespace longhand::ocr {

/// Fills a page's blocks, confidence and text with the lines of the rows.
void fill_page(std::span<const layout::OrderedRow> order, std::vector<PageLine> lines, Page& page);

}  // namespace longhand::ocr
