#include "layout/page/solve.h"

namespace longhand::layout {

void add_sample(const std::array<double, 3>& factors, double value, double weight,
                Equations& equations) {
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) equations[i][j] += weight * factors[i] * factors[j];
    equations[i][3] += weight * factors[i] * value;
  }
}

std::array<double, 3> solve(Equations m) {
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      if (i == j) continue;
      const double factor = m[j][i] / m[i][i];
      for (int k = i; k < 4; ++k) m[j][k] -= factor * m[i][k];
    }
  }
  return {m[0][3] / m[0][0], m[1][3] / m[1][1], m[2][3] / m[2][2]};
}

}  // namespace longhand::layout
