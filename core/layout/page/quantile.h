#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace longhand::layout {

/// The value that a share (0..1) of the values, which are at least one, does not exceed; reorders
/// them.
inline float quantile(std::vector<float>& values, float share) {
  const auto at = values.begin() + std::ptrdiff_t(share * float(values.size() - 1));
  std::ranges::nth_element(values, at);
  return *at;
}

}  // namespace longhand::layout
