#pragma once

#include <memory>
#include <span>
#include <vector>

#include "formats/sequence_model.h"
#include "nn/sequence_network.h"

namespace longhand::bench {

/// A network and one stream, as the measurements use them.
class Engine {
 public:
  static std::unique_ptr<Engine> load(std::span<const std::uint8_t> bytes) {
    const auto model = formats::read_sequence_model(bytes);
    return model ? std::unique_ptr<Engine>(new Engine(model->weights)) : nullptr;
  }

  /// Where the caller writes [steps][inputs].
  float* input(int steps) {
    input_.resize(std::size_t(steps) * network_.inputs());
    return input_.data();
  }
  const float* run() { return network_.logits(input_, state_).data(); }
  void reset() { state_ = network_.start(); }
  int inputs() const { return network_.inputs(); }

 private:
  explicit Engine(const nn::SequenceWeights& weights)
      : network_(weights), state_(network_.start()) {}

  nn::SequenceNetwork network_;
  nn::SequenceNetwork::State state_;
  std::vector<float> input_;
};

}  // namespace longhand::bench
