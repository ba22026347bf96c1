#pragma once

#include <span>
#include <vector>

#include <longhand/page.h>

#include "layout/page/text_row.h"

namespace longhand::ocr {

/// Which rows are text, given what was read in each; the others are texture, dirt, edges of paper.
/// Short rows must be surer than long ones and as high as the text of the page.
std::vector<int> choose_text(std::span<const layout::TextRow> rows,
                             std::span<const PageLine> lines);

/// All rows in which something that may well be text was read, whatever the others are.
std::vector<int> choose_likely_text(std::span<const PageLine> lines);

}  // namespace longhand::ocr
