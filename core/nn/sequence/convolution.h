#pragma once

#include <vector>

#include "nn/matrix.h"
#include "nn/sequence/axis.h"
#include "nn/sequence/layer_spec.h"
#include "nn/sequence/summary.h"
#include "nn/sequence/window.h"

namespace longhand::nn::sequence {

/// PyTorch's nn.Conv1d and nn.Conv2d.
class ConvolutionSpec : public LayerSpec {
 public:
  std::unique_ptr<Layer> build() const override;
  LayerSummary summary() const;
  bool scale_outputs(std::span<const float> factor, std::span<const float> shift) override;

  int taps() const { return window.kernel * axis.kernel; }
  bool is_depthwise() const { return groups == in.channels && groups == out.channels; }

  Window window;  ///< along the sequence
  Axis axis;      ///< down each column
  int groups = 1;
  simd::Sign sign = simd::Sign::any;  ///< of what comes in
  Matrix weight;            ///< [out channels][taps along, taps down, in channels / groups]
  std::vector<float> bias;  ///< [out channels]; empty = none
};

}  // namespace longhand::nn::sequence
