#pragma once

#include "layout/page/page_ink.h"

namespace longhand::layout {

/// Parts level rules from the letters that touch them, such as underlines from letters that reach
/// below the baseline. `usual`: height of most letters. Returns whether there were any.
bool part_touched_rules(PageInk& ink, float usual);

}  // namespace longhand::layout
