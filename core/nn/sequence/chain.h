#pragma once

#include <memory>
#include <span>
#include <vector>

#include "nn/sequence/layer.h"
#include "nn/sequence/layer_spec.h"

namespace longhand::nn::sequence {

/// A network of PyTorch's kind: layers one after the other. Immutable, one for any number of
/// streams, which it outlives.
class Chain {
 public:
  /// One stream, or `batch` streams side by side, with its working memory.
  class State {
   public:
    /// What a layer carries from call to call; see Stream::carried.
    std::span<float> carried(std::size_t layer) { return streams_[layer]->carried(); }

    /// Forgets what came before; keeps the memory.
    void reset();

   private:
    friend class Chain;
    int batch_ = 1;
    std::vector<std::unique_ptr<Stream>> streams_;
    std::vector<float> probabilities_;  ///< of one row
  };

  explicit Chain(const ChainSpec& spec);

  State start(int batch = 1) const;

  /// in: whole steps, [steps][batch][inputs]. Returns [steps][batch][outputs], valid until the next
  /// call with this state. Allocates only when a call has more steps than any before it.
  std::span<const float> forward(std::span<const float> in, State& state) const;

  /// As forward, each row turned into natural logarithms of probabilities (not below -87).
  std::span<const float> log_probabilities(std::span<const float> in, State& state) const;

  int inputs() const { return inputs_; }
  int outputs() const { return outputs_; }
  std::size_t bytes() const;  ///< that the packed weights take

 private:
  std::span<float> run(std::span<const float> in, State& state) const;

  std::vector<std::unique_ptr<Layer>> layers_;
  int inputs_;
  int outputs_;
};

}  // namespace longhand::nn::sequence
