#pragma once

#include <vector>

#include "layout/page/cells.h"
#include "layout/page/glyphs.h"
#include "layout/page/page_ink.h"
#include "layout/page/text_row.h"

namespace longhand::layout {

/// Gives dots, accents, punctuation and letters that were not chained to the rows in which or above
/// which they lie.
void attach_marks(const PageInk& ink, const Glyphs& glyphs, const Cells& cells,
                  std::vector<TextRow>& rows);

}  // namespace longhand::layout
