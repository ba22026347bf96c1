#pragma once

#include <array>

namespace longhand::layout {

/// Three linear equations, each with its right side last.
using Equations = std::array<std::array<double, 4>, 3>;

/// Solves a symmetric system that is kept solvable by its diagonal, as those of least squares are.
std::array<double, 3> solve(Equations equations);

}  // namespace longhand::layout
