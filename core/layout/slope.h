#pragma once

#include <vector>

#include "layout/components.h"

namespace longhand::layout {

/// dy / dx of the line or lines that the letters stand on, at most 0.15 either way; 0 where they do
/// not tell.
float find_slope(const Components& ink, const std::vector<int>& letters, int usual_height, int width);

}  // namespace longhand::layout
