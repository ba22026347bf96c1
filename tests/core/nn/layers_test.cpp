// Every type of layer beside PyTorch: fixtures of generate_layers.py.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "allocations.h"
#include "instruction_sets.h"
#include "nn/sequence/registry.h"
#include "nn/sequence/summary.h"
#include "torch_fixture.h"

namespace longhand::nn::sequence {
namespace {

using longhand::testing::TorchFixture;

std::vector<std::string> fixture_names() {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(LONGHAND_FIXTURES "/torch"))
    if (file.path().stem().string().starts_with("layer_")) names.push_back(file.path().stem());
  std::ranges::sort(names);
  return names;
}

std::vector<float> copied(std::span<const float> values) { return {values.begin(), values.end()}; }

class Layers : public ::testing::TestWithParam<std::string> {
 protected:
  const TorchFixture fixture{GetParam()};

  std::vector<float> run(const Chain& network) const {
    auto state = network.start(fixture.batch);
    return copied(network.forward(fixture.input, state));
  }

  /// The steps given in calls of 1, 2, 3, ... of them.
  std::vector<float> run_in_pieces(const Chain& network) const {
    auto state = network.start(fixture.batch);
    const auto row = std::size_t(network.inputs()) * fixture.batch;
    std::vector<float> out;
    std::span<const float> rest = fixture.input;
    for (std::size_t steps = 1; !rest.empty(); ++steps) {
      const std::size_t size = std::min(steps * row, rest.size());
      std::ranges::copy(network.forward(rest.first(size), state), std::back_inserter(out));
      rest = rest.subspan(size);
    }
    return out;
  }
};
INSTANTIATE_TEST_SUITE_P(Torch, Layers, ::testing::ValuesIn(fixture_names()),
                         [](const auto& name) { return name.param; });

TEST_P(Layers, EqualPyTorch) {
  simd::for_each_instruction_set([&] {
    const std::vector<float> found = run(Chain(fixture.chain));
    ASSERT_EQ(found.size(), fixture.output.size());
    for (std::size_t i = 0; i < found.size(); ++i)
      ASSERT_NEAR(found[i], fixture.output[i], 1e-5 * std::max(1.0f, std::abs(fixture.output[i])))
          << "at " << i;
  });
}

TEST_P(Layers, StreamInAnyPiecesIfTheySayThatTheyStream) {
  if (!fixture.chain.pace().streams) return;
  simd::for_each_instruction_set([&] {
    const Chain network(fixture.chain);
    EXPECT_EQ(run_in_pieces(network), run(network));
  });
}

TEST_P(Layers, PutOutAsManyStepsAsTheirPaceSays) {
  const Pace pace = fixture.chain.pace();
  const bool is_whole = fixture.output.size() ==
                        std::size_t(fixture.chain.outputs()) * fixture.batch;
  if (is_whole) return;  // mixes all steps into one
  const auto row = std::size_t(fixture.chain.outputs()) * fixture.batch;
  EXPECT_EQ(fixture.output.size() / row,
            std::size_t((fixture.steps - pace.lead - 1) / pace.stride + 1));
}

TEST_P(Layers, AreTheSameAfterAReset) {
  const Chain network(fixture.chain);
  auto state = network.start(fixture.batch);
  const auto first = copied(network.forward(fixture.input, state));
  state.reset();
  EXPECT_EQ(copied(network.forward(fixture.input, state)), first);
}

TEST_P(Layers, AllocateNothingAgain) {
  const Chain network(fixture.chain);
  auto state = network.start(fixture.batch);
  for (int call = 0; call < 8; ++call) network.forward(fixture.input, state);
  const auto before = longhand::testing::heap().count;
  network.forward(fixture.input, state);
  EXPECT_EQ(longhand::testing::heap().count, before);
}

TEST_P(Layers, HaveASummary) {
  for (const auto& layer : fixture.chain.layers)
    EXPECT_FALSE(summary_of(*layer).kind.empty()) << layer->type;
}

void collect_types(const text::Json& layers, std::set<std::string>& types) {
  if (!layers.items()) return;
  for (const text::Json& layer : *layers.items()) {
    types.insert(*layer["type"].text());
    for (const char* chain : {"layers", "shortcut"}) collect_types(layer[chain], types);
  }
}

TEST(LayerTypes, AreAllTried) {
  std::set<std::string> tried;
  for (const std::string& name : fixture_names()) {
    const auto bytes = longhand::testing::read_bytes(LONGHAND_FIXTURES "/torch/" + name +
                                                     ".safetensors");
    collect_types(formats::read_sequence_file(bytes)->description["architecture"], tried);
  }
  for (const auto& type : layer_types())
    EXPECT_TRUE(tried.contains(std::string(type.name))) << type.name;
}

}  // namespace
}  // namespace longhand::nn::sequence
