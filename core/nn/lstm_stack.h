#pragma once

#include <memory>
#include <span>
#include <vector>

#include "nn/lstm_layer.h"
#include "nn/lstm_state.h"

namespace longhand::nn {

/// PyTorch's nn.LSTM, packed for this machine: immutable, one for any number of streams.
class LstmStack {
 public:
  /// Working memory of one stream.
  struct Scratch {
    LstmScratch layer;
    std::vector<float> turns[2];  ///< outputs of one layer, inputs of the next
  };

  /// The shapes of all weights must agree with weights.shape.
  explicit LstmStack(const LstmStackWeights& weights);

  LstmState start(int batch = 1) const;  ///< zeros

  /// in: [steps][batch][inputs]; out: [steps][batch][width]. How a sequence is cut into calls
  /// changes no bit of the results (of one direction; the other reads each call from its end).
  void forward(int steps, std::span<const float> in, LstmState& state, Scratch& scratch,
               std::span<float> out) const;

  const LstmShape& shape() const { return shape_; }
  std::size_t bytes() const { return bytes_; }  ///< that the packed weights take

 private:
  LstmShape shape_;
  std::vector<std::unique_ptr<LstmLayer>> parts_;
  std::size_t bytes_ = 0;
};

}  // namespace longhand::nn
