#pragma once

#include <memory>

#include "nn/sequence/affine.h"
#include "nn/sequence/lstm.h"

namespace longhand::nn::sequence {

/// Working memory that layers share; grows to what is needed and is then used again.
struct LstmScratch {
  std::vector<float> gates, cell, unprojected;
  Operand<simd::Float32> float_steps, float_hidden;
  Operand<simd::Quantised> int8_steps, int8_hidden;

  auto& steps(simd::Float32) { return float_steps; }
  auto& steps(simd::Quantised) { return int8_steps; }
  auto& hidden(simd::Float32) { return float_hidden; }
  auto& hidden(simd::Quantised) { return int8_hidden; }
};

/// A stretch of `batch` sequences side by side: row step * batch + sequence.
struct Steps {
  int count = 0;
  int batch = 1;
  bool cold = false;  ///< the weights have left the caches since the call before
};

/// One direction of one layer of nn.LSTM.
class LstmDirection {
 public:
  virtual ~LstmDirection() = default;

  /// Runs from the first step to the last, or from the last to the first. `hidden` and `cell` hold
  /// [batch][outputs] and [batch][hidden]; they are read as the state before and become the state
  /// after.
  virtual void forward(Steps steps, simd::Rows<const float> in, simd::Rows<float> out,
                       float* hidden, float* cell, LstmScratch& scratch) const = 0;
  virtual std::size_t bytes() const = 0;
};

/// In int8 if all its matrices are, else in float32.
std::unique_ptr<LstmDirection> make_lstm_direction(const LstmWeights& weights, bool reversed);

}  // namespace longhand::nn::sequence
