#pragma once

#include <vector>

#include "layout/page/page_ink.h"
#include "layout/page/text_row.h"

namespace longhand::layout {

/// Fits each row's baseline, ascent, x-height, left and right to its letters. Rows too short to
/// tell their slope take that of the rows around them.
void fit_baselines(const PageInk& ink, std::vector<TextRow>& rows);

}  // namespace longhand::layout
