#pragma once

#include <vector>

#include "nn/matrix.h"
#include "nn/sequence/layer_spec.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {

/// PyTorch's nn.Linear.
class LinearSpec : public LayerSpec {
 public:
  std::unique_ptr<Layer> build() const override;
  LayerSummary summary() const;
  bool scale_outputs(std::span<const float> factor, std::span<const float> shift) override;

  Matrix weight;            ///< [outputs][inputs]
  std::vector<float> bias;  ///< [outputs]; empty = none
};

}  // namespace longhand::nn::sequence
