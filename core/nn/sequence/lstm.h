#pragma once

#include <vector>

#include "nn/matrix.h"
#include "nn/sequence/layer_spec.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {

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
  std::vector<float> bias;  ///< bias_ih + bias_hh [4 hidden]; empty = none

  bool is_int8() const {
    return input.is_int8() && recurrent.is_int8() && (projection.rows == 0 || projection.is_int8());
  }
  std::size_t size() const {
    return input.size() + recurrent.size() + projection.size() + bias.size();
  }
};

/// PyTorch's nn.LSTM. A stream carries (h_n, c_n): [layer * directions +
/// direction][batch][outputs], then as many rows of `hidden` numbers.
class LstmSpec : public LayerSpec {
 public:
  std::unique_ptr<Layer> build() const override;
  LayerSummary summary() const;

  LstmShape shape;
  std::vector<LstmWeights> parts;  ///< [layer * directions + direction]
};

}  // namespace longhand::nn::sequence
