#pragma once

#include "layout/page/glyphs.h"

namespace longhand::layout {

/// Makes rules of the pieces of dashed and dotted lines, but not of dots that lead from one part of
/// a line of text to the next.
void find_dashed_rules(const PageInk& ink, Glyphs& glyphs);

}  // namespace longhand::layout
