#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "formats/sequence_model.h"
#include "nn/sequence_network.h"

namespace longhand::testing {

inline std::vector<std::uint8_t> read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A network of tests/fixtures/torch with one run of PyTorch's.
struct TorchFixture {
  nn::SequenceWeights weights;
  std::vector<float> input, hidden0, cell0, output, hidden, cell;
  int steps = 0;
  int batch = 0;

  explicit TorchFixture(const std::string& name) {
    const auto bytes = read_bytes(LONGHAND_FIXTURES "/torch/" + name + ".safetensors");
    auto model = formats::read_sequence_model(bytes);
    const auto file = formats::read_safetensors(bytes);
    if (!model) throw_away(model.error().message);
    weights = std::move(model->weights);
    const auto get = [&](const char* what) {
      const auto& shape = file->tensors.at(std::string("run.") + what).shape;
      return *formats::read_floats(*file, std::string("run.") + what, shape);
    };
    input = get("input"), hidden0 = get("hidden0"), cell0 = get("cell0");
    output = get("output"), hidden = get("hidden"), cell = get("cell");
    steps = int(file->tensors.at("run.input").shape[0]);
    batch = int(file->tensors.at("run.input").shape[1]);
  }

  nn::SequenceNetwork::State start(const nn::SequenceNetwork& network) const {
    auto state = network.start(batch);
    state.carried.hidden = hidden0;
    state.carried.cell = cell0;
    return state;
  }

  /// As the fixture was made: log-probabilities if there is a linear layer, else the LSTM's output.
  std::span<const float> run(const nn::SequenceNetwork& network, std::span<const float> in,
                             nn::SequenceNetwork::State& state) const {
    return weights.linear ? network.log_probabilities(in, state) : network.logits(in, state);
  }

 private:
  static void throw_away(const std::string& message) {
    ADD_FAILURE() << message;
    std::abort();
  }
};

inline const char* const kTorchFixtures[] = {"one_unit",   "odd",           "three_layers",
                                             "many_steps", "bidirectional", "projection",
                                             "all",        "one_step",      "no_bias"};

}  // namespace longhand::testing
