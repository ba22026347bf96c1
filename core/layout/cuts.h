#pragma once

#include <span>
#include <vector>

namespace longhand::layout {

/// Where a cut between two letters is looked for, columns: in [from, to], best near `expected`.
struct Boundary {
  float from = 0, to = 0, expected = 0;
};

/// Cuts the columns of a line at each of `boundaries`, which follow one another, so that gaps are
/// cut in their middle, wide ones and near ones first, strokes only where there is no gap, and ink
/// lies between two cuts as well as before the first and behind the last, as far as there is
/// enough. `ink` is how much of it each column has. Takes time in proportion to the widths of all
/// boundaries.
std::vector<float> find_cuts(std::span<const int> ink, std::span<const Boundary> boundaries);

}  // namespace longhand::layout
