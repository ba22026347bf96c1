#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "simd/limits.h"

namespace longhand::nn {

/// Widest input, hidden or output of a sequence network: sums of int8 products stay exact.
inline constexpr int kMaxWidth = simd::kMaxQuantisedColumns;
inline constexpr int kMaxLstmLayers = 64;

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

/// The parameters of PyTorch's nn.LSTM(inputs, hidden, layers, bidirectional, proj_size).
struct LstmShape {
  int inputs = 0;
  int hidden = 0;
  int layers = 1;
  bool bidirectional = false;
  int projection = 0;  ///< 0 = none

  int directions() const { return bidirectional ? 2 : 1; }
  int outputs() const { return projection ? projection : hidden; }  ///< of one direction
  int width() const { return directions() * outputs(); }            ///< features out
  int inputs_of(int layer) const { return layer == 0 ? inputs : width(); }
};

/// One direction of one layer. Rows of gates in PyTorch's order: input, forget, cell, output.
struct LstmWeights {
  Matrix input;             ///< weight_ih [4 hidden][inputs]
  Matrix recurrent;         ///< weight_hh [4 hidden][outputs]
  Matrix projection;        ///< weight_hr [outputs][hidden]; no rows = none
  std::vector<float> bias;  ///< bias_ih + bias_hh [4 hidden]
};

struct LstmStackWeights {
  LstmShape shape;
  std::vector<LstmWeights> parts;  ///< [layer * directions + direction]
};

struct LinearWeights {
  Matrix matrix;
  std::vector<float> bias;
};

/// An LSTM, maybe a linear layer on top of it.
struct SequenceWeights {
  LstmStackWeights lstm;
  std::optional<LinearWeights> linear;
};

}  // namespace longhand::nn
