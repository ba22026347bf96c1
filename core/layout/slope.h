#pragma once

#include <vector>

#include "layout/components.h"

namespace longhand::layout {

/// dy / dx of the lines that the letters stand on, at most 0.15 either way: the slope along which
/// most of their upper and lower edges lie in the same rows. 0 where they do not tell.
float find_slope(const std::vector<Component>& letters, int usual_height);

}  // namespace longhand::layout
