#pragma once

#include "image/plane.h"
#include "layout/components.h"

namespace longhand::layout {

/// Letters so large that the inside of their strokes was taken for paper, of which only outlines
/// were found: puts them in place of those. `seen`: the plane of the components.
void add_large_letters(const image::Plane& seen, Components& components);

}  // namespace longhand::layout
