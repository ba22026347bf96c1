#pragma once

#include <memory>
#include <span>
#include <vector>

#include "formats/sequence_file.h"
#include "nn/sequence/chain.h"

namespace longhand::bench {

/// A network and one stream, as the measurements use them.
class Engine {
 public:
  static std::unique_ptr<Engine> load(std::span<const std::uint8_t> bytes) {
    const auto file = formats::read_sequence_file(bytes);
    return file ? std::unique_ptr<Engine>(new Engine(file->chain)) : nullptr;
  }

  /// Where the caller writes [steps][inputs].
  float* input(int steps) {
    input_.resize(std::size_t(steps) * network_.inputs());
    return input_.data();
  }
  const float* run() { return network_.forward(input_, state_).data(); }
  void reset() { state_.reset(); }
  int inputs() const { return network_.inputs(); }

 private:
  explicit Engine(const nn::sequence::ChainSpec& spec) : network_(spec), state_(network_.start()) {}

  nn::sequence::Chain network_;
  nn::sequence::Chain::State state_;
  std::vector<float> input_;
};

}  // namespace longhand::bench
