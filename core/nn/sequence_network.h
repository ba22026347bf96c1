#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "nn/lstm_stack.h"

namespace longhand::nn {

/// A recurrent network of PyTorch's kind: an LSTM, maybe a linear layer on top of it. Immutable,
/// one for any number of streams.
class SequenceNetwork {
 public:
  /// One stream, or `batch` streams side by side. Only `carried` is state; the rest is working
  /// memory.
  struct State {
    LstmState carried;
    LstmStack::Scratch scratch;
    Operand<simd::Float32> float_rows;
    Operand<simd::Quantised> int8_rows;
    std::vector<float> hidden, outputs, probabilities;
  };

  explicit SequenceNetwork(const SequenceWeights& weights);

  State start(int batch = 1) const;

  /// in: whole steps, [steps][batch][inputs]. Returns [steps][batch][outputs], valid until the next
  /// call with this state. Allocates only when a call has more steps than any before it.
  std::span<const float> logits(std::span<const float> in, State& state) const;

  /// As logits, each row turned into natural logarithms of probabilities (not below -87).
  std::span<const float> log_probabilities(std::span<const float> in, State& state) const;

  int inputs() const { return lstm_.shape().inputs; }
  int outputs() const { return outputs_; }
  std::size_t bytes() const;  ///< that the packed weights take

 private:
  LstmStack lstm_;
  std::variant<std::monostate, Affine<simd::Float32>, Affine<simd::Quantised>> linear_;
  int outputs_;
};

}  // namespace longhand::nn
