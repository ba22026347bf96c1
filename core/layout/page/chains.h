#pragma once

#include <vector>

#include "layout/page/letters.h"
#include "layout/page/text_row.h"

namespace longhand::layout {

/// Chains each letter to the next one of its word, and words that are near: rows with their
/// components and cell, but without a baseline. `usual`: height of letters.
std::vector<TextRow> chain_letters(const std::vector<Letter>& letters, float usual,
                                   float page_height);

/// How near letters stand to the next one of their line: the sum over all, each 0 (too far away)
/// to 1.
float closeness(const std::vector<Letter>& letters, float usual, float page_height);

}  // namespace longhand::layout
