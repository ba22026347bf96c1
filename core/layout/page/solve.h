#pragma once

#include <array>

namespace longhand::layout {

/// Three linear equations, each with its right side last.
using Equations = std::array<std::array<double, 4>, 3>;

/// Adds to the equations of least squares what one sample says: its three unknowns' factors, and
/// its value.
void add_sample(const std::array<double, 3>& factors, double value, double weight,
                Equations& equations);

/// Solves a symmetric system that is kept solvable by its diagonal, as those of least squares are.
std::array<double, 3> solve(Equations equations);

}  // namespace longhand::layout
