#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace longhand::ocr {

/// Indices of the N largest values, largest first; of equal ones the lower index. -1 = there are
/// not as many.
template <int N>
std::array<int, N> find_largest(std::span<const float> values) {
  constexpr std::size_t kBlock = 32;  // most blocks hold none: see the first inner loop
  std::array<float, N> best;
  best.fill(-std::numeric_limits<float>::infinity());
  std::array<int, N> indices;
  indices.fill(-1);
  for (std::size_t begin = 0; begin < values.size(); begin += kBlock) {
    const std::size_t end = std::min(begin + kBlock, values.size());
    const float least = best[N - 1];
    int larger = 0;
    for (std::size_t i = begin; i < end; ++i) larger |= int(values[i] > least);
    if (!larger) continue;
    for (std::size_t i = begin; i < end; ++i) {
      if (!(values[i] > best[N - 1])) continue;
      int place = N - 1;
      for (; place > 0 && values[i] > best[place - 1]; --place) {
        best[place] = best[place - 1];
        indices[place] = indices[place - 1];
      }
      best[place] = values[i];
      indices[place] = int(i);
    }
  }
  return indices;
}

}  // namespace longhand::ocr
