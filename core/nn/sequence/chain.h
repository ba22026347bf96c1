#pragma once

#include <memory>
#include <span>
#include <vector>

#include "nn/sequence/buffer.h"
#include "nn/sequence/layer.h"
#include "nn/sequence/layer_spec.h"

namespace longhand::nn::sequence {

/// A network of PyTorch's kind: layers one after the other. Immutable, one for any number of
/// streams, which it outlives.
class Chain {
 public:
  class State;

  explicit Chain(const ChainSpec& spec);

  State start(int batch = 1) const;

  /// in: whole steps, [steps][batch][inputs]. Returns [steps out][batch][outputs], valid until the
  /// next call with this state. Allocates only when a call has more steps than any before it.
  std::span<const float> forward(std::span<const float> in, State& state) const;

  /// As forward, each row turned into natural logarithms of probabilities (not below -87).
  std::span<const float> log_probabilities(std::span<const float> in, State& state) const;

  /// As forward, each row turned into probabilities.
  std::span<const float> probabilities(std::span<const float> in, State& state) const;

  int inputs() const { return inputs_.front(); }
  const std::vector<int>& layer_inputs() const { return inputs_; }
  int outputs() const { return outputs_; }
  std::size_t bytes() const;  ///< that the packed weights take

  /// How many numbers a stream carries from call to call.
  std::size_t carried(int batch) const;

  const std::vector<std::unique_ptr<Layer>>& layers() const { return layers_; }

 private:
  std::vector<std::unique_ptr<Layer>> layers_;
  std::vector<int> inputs_;  ///< of each layer
  int outputs_;
};

/// A chain at work on `batch` sequences side by side.
class ChainStream {
 public:
  /// `carried`: what the layers carry, one after the other.
  ChainStream(const Chain& chain, int batch, std::span<float> carried);

  /// in: may be overwritten; what comes out is valid as long as it.
  std::span<float> forward(std::span<float> in);

 private:
  std::vector<int> inputs_;  ///< of each layer
  int batch_;
  std::vector<std::unique_ptr<Stream>> streams_;
};

/// One stream, or several side by side, with what it carries and its working memory.
class Chain::State {
 public:
  State(const Chain& chain, int batch)
      : carried_(chain.carried(batch)), stream_(chain, batch, carried_) {}

  /// What is carried from call to call: numbers that may be copied, stored and restored, those of
  /// the first layer first.
  std::span<float> carried() { return carried_; }

  /// Forgets what came before; keeps the memory.
  void reset();

 private:
  friend class Chain;
  std::span<float> forward(std::span<const float> in);

  std::vector<float> carried_;
  Buffer<float> in_;
  ChainStream stream_;
  std::vector<float> probabilities_;  ///< of one row
};

}  // namespace longhand::nn::sequence
