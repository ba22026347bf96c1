#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace longhand::nn {

/// Row-major weights as a model file stores them, one row per output: `real`, or `int8` and one
/// `scale` per row, value = int8 * scale.
struct Matrix {
  int rows = 0;
  int cols = 0;
  std::vector<float> real;
  std::vector<std::int8_t> int8;
  std::vector<float> scale;

  bool is_int8() const { return !int8.empty(); }
  std::size_t size() const { return std::size_t(rows) * cols; }
};

}  // namespace longhand::nn
