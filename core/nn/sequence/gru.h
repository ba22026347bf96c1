#pragma once

#include <vector>

#include "nn/matrix.h"
#include "nn/sequence/layer_spec.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {

/// One direction of one layer. Rows of gates in PyTorch's order: reset, update, new.
struct GruWeights {
  Matrix input;                       ///< weight_ih [3 hidden][inputs]
  Matrix recurrent;                   ///< weight_hh [3 hidden][hidden]
  std::vector<float> input_bias;      ///< bias_ih [3 hidden]; empty = none
  std::vector<float> recurrent_bias;  ///< bias_hh [3 hidden]; empty = none

  std::size_t size() const {
    return input.size() + recurrent.size() + input_bias.size() + recurrent_bias.size();
  }
};

/// PyTorch's nn.GRU. A stream carries h_n: [layer * directions + direction][batch][hidden].
class GruSpec : public LayerSpec {
 public:
  std::unique_ptr<Layer> build() const override;
  LayerSummary summary() const;

  int directions() const { return bidirectional ? 2 : 1; }
  int inputs_of(int layer) const { return layer == 0 ? in.channels : out.channels; }

  int hidden = 0;
  int layers = 1;
  bool bidirectional = false;
  std::vector<GruWeights> parts;  ///< [layer * directions + direction]
};

}  // namespace longhand::nn::sequence
