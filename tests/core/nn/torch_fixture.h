#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "formats/safetensors.h"
#include "formats/sequence_file.h"
#include "nn/sequence/chain.h"
#include "nn/sequence/linear.h"
#include "nn/sequence/lstm.h"

namespace longhand::testing {

inline std::vector<std::uint8_t> read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A network of tests/fixtures/torch with one run of PyTorch's.
struct TorchFixture {
  nn::sequence::ChainSpec chain;
  std::vector<float> input, hidden0, cell0, output, hidden, cell;
  int steps = 0;
  int batch = 0;

  explicit TorchFixture(const std::string& name) {
    const auto bytes = read_bytes(LONGHAND_FIXTURES "/torch/" + name + ".safetensors");
    auto model = formats::read_sequence_file(bytes);
    const auto file = formats::read_safetensors(bytes);
    if (!model) throw_away(model.error().message);
    chain = std::move(model->chain);
    const auto get = [&](const char* what) -> std::vector<float> {
      if (!file->tensors.contains(std::string("run.") + what)) return {};
      return *formats::floats_of(file->tensors.at(std::string("run.") + what), what);
    };
    input = get("input"), hidden0 = get("hidden0"), cell0 = get("cell0");
    output = get("output"), hidden = get("hidden"), cell = get("cell");
    steps = int(file->tensors.at("run.input").shape[0]);
    batch = int(file->tensors.at("run.input").shape[1]);
  }

  static bool is_linear(const nn::sequence::LayerSpec& layer) { return layer.type == "linear"; }

  nn::sequence::Chain::State start(const nn::sequence::Chain& network) const {
    auto state = network.start(batch);
    std::ranges::copy(cell0, std::ranges::copy(hidden0, state.carried().begin()).out);
    return state;
  }

  /// As the fixture was made: log-probabilities if the last layer is linear, else what it puts out.
  std::span<const float> run(const nn::sequence::Chain& network, std::span<const float> in,
                             nn::sequence::Chain::State& state) const {
    return is_linear(*chain.layers.back()) ? network.log_probabilities(in, state)
                                           : network.forward(in, state);
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

/// Several layers of both types in any order.
inline const char* const kTorchChains[] = {"chain_linear", "chain_linear_first", "chain_mixed",
                                           "chain_lstms"};

}  // namespace longhand::testing
