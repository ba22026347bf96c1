#pragma once

#include <vector>

#include "image/plane.h"
#include "layout/components.h"

namespace longhand::layout {

/// Looks for text in the filled boxes of a picture, such as buttons, and adds its components.
/// Returns for each component whether it is such a box with text in it.
std::vector<bool> add_panel_text(const image::Plane& picture, Components& components);

}  // namespace longhand::layout
