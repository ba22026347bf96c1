#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace longhand::ctc {

inline constexpr double kImpossible = -std::numeric_limits<double>::infinity();

/// ln(e^a + e^b) without overflow.
inline double log_add(double a, double b) {
  const double larger = std::max(a, b);
  if (larger == kImpossible) return kImpossible;
  return larger + std::log1p(std::exp(-std::abs(a - b)));
}

}  // namespace longhand::ctc
