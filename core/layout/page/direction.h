#pragma once

#include <vector>

#include "layout/page/letters.h"

namespace longhand::layout {

/// Whether most letters stand nearer to those above and below them than to those beside them.
bool runs_down(const std::vector<Letter>& letters, float usual, float width, float height);

}  // namespace longhand::layout
