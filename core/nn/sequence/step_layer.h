#pragma once

#include "nn/sequence/layer.h"
#include "nn/sequence/product.h"

namespace longhand::nn::sequence {

/// A layer that takes each step by itself.
class StepLayer : public Layer {
 public:
  StepLayer(int inputs, int outputs) : inputs_(inputs), outputs_(outputs) {}

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const final;
  std::size_t bytes() const override { return 0; }

  /// in: [steps][inputs], out: [steps][outputs]
  virtual void forward(int steps, const float* in, float* out, ProductMemory& memory) const = 0;

  int inputs() const { return inputs_; }
  int outputs() const { return outputs_; }

 private:
  int inputs_;
  int outputs_;
};

/// A layer that changes each step where it stands.
class InPlaceLayer : public Layer {
 public:
  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const final;
  std::size_t bytes() const override { return 0; }

  /// values: [steps][features]
  virtual void apply(int steps, std::span<float> values) const = 0;
};

}  // namespace longhand::nn::sequence
