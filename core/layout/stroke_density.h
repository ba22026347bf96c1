#pragma once

#include "layout/line_ink.h"
#include "layout/strip_place.h"

namespace longhand::layout {

/// How many strokes a level line through the lower half of a line's letters crosses, on a length as
/// long as high letters are high, gaps between letters left out. It tells how narrow they are: most
/// print has 1.4 to 2.9, that of double height 3 to 6; 0 = there is too little of it to tell.
/// `baseline`: below the upper edge of the strip; `ascent`: of high letters; both in pixels of the
/// picture.
float stroke_density(const FoundInk& ink, const StripPlace& place, float baseline, float ascent);

}  // namespace longhand::layout
