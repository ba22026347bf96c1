#include <algorithm>
#include <cmath>
#include <random>

#include "instruction_sets.h"
#include "torch_fixture.h"

namespace longhand::nn::sequence {
namespace {

using longhand::testing::kTorchChains;
using longhand::testing::kTorchFixtures;
using longhand::testing::TorchFixture;

void expect_near(std::span<const float> found, std::span<const float> expected, double tolerance) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    ASSERT_NEAR(found[i], expected[i], tolerance) << "at " << i;
}

/// The matrix rounded to int8, as `longhand quantize` does.
void quantise(Matrix& matrix) {
  matrix.int8.resize(matrix.real.size());
  matrix.scale.resize(matrix.rows);
  for (int row = 0; row < matrix.rows; ++row) {
    float* values = matrix.real.data() + std::size_t(row) * matrix.cols;
    float best = 0;
    for (int i = 0; i < matrix.cols; ++i) best = std::max(best, std::abs(values[i]));
    matrix.scale[row] = best / 127;
    for (int i = 0; i < matrix.cols; ++i)
      matrix.int8[std::size_t(row) * matrix.cols + i] = std::int8_t(
          std::lround(values[i] / matrix.scale[row]));
  }
  matrix.real.clear();
}

template <class Change>
void change_matrices(TorchFixture& fixture, Change change) {
  for (const auto& layer : fixture.chain.layers) {
    if (TorchFixture::is_linear(*layer)) {
      change(static_cast<LinearSpec&>(*layer).weight);
      continue;
    }
    for (LstmWeights& part : static_cast<LstmSpec&>(*layer).parts)
      for (Matrix* matrix : {&part.input, &part.recurrent, &part.projection})
        if (matrix->rows > 0) change(*matrix);
  }
}

/// The fixture with int8 weights.
TorchFixture quantised(const char* name) {
  TorchFixture fixture(name);
  change_matrices(fixture, quantise);
  return fixture;
}

/// The same weights as floats.
void widen(Matrix& matrix) {
  matrix.real.resize(matrix.int8.size());
  for (std::size_t i = 0; i < matrix.real.size(); ++i)
    matrix.real[i] = matrix.int8[i] * matrix.scale[i / matrix.cols];
  matrix.int8.clear();
}

TorchFixture widened(const char* name) {
  TorchFixture fixture = quantised(name);
  change_matrices(fixture, widen);
  return fixture;
}

/// Floats and int8.
std::vector<TorchFixture> both_formats(const char* name) {
  std::vector<TorchFixture> fixtures;
  fixtures.emplace_back(name);
  fixtures.push_back(quantised(name));
  return fixtures;
}

std::vector<float> copied(std::span<const float> values) { return {values.begin(), values.end()}; }

TEST(Chain, EqualsPyTorch) {
  for (const char* name : kTorchFixtures) {
    SCOPED_TRACE(name);
    const TorchFixture fixture(name);
    simd::for_each_instruction_set([&] {
      const Chain network(fixture.chain);
      auto state = fixture.start(network);
      expect_near(fixture.run(network, fixture.input, state), fixture.output, 1e-5);
      const auto carried = state.carried();
      expect_near(carried.first(fixture.hidden.size()), fixture.hidden, 1e-5);
      expect_near(carried.subspan(fixture.hidden.size()), fixture.cell, 1e-5);
    });
  }
}

TEST(Chain, OfLayersInAnyOrderEqualsPyTorch) {
  for (const char* name : kTorchChains) {
    SCOPED_TRACE(name);
    const TorchFixture fixture(name);
    simd::for_each_instruction_set([&] {
      const Chain network(fixture.chain);
      auto state = network.start(fixture.batch);
      expect_near(fixture.run(network, fixture.input, state), fixture.output, 1e-5);
      state.reset();
      expect_near(fixture.run(network, fixture.input, state), fixture.output, 1e-5);
    });
  }
}

/// The root of the mean square of the differences, as a share of that of `expected`.
double relative_error(std::span<const float> found, std::span<const float> expected) {
  double errors = 0, total = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    errors += std::pow(double(found[i]) - expected[i], 2);
    total += std::pow(double(expected[i]), 2);
  }
  return std::sqrt(errors / total);
}

TEST(Chain, Int8StaysCloseToTheSameWeightsInFloat) {
  for (const char* name : kTorchFixtures) {
    SCOPED_TRACE(name);
    const TorchFixture fixture = quantised(name), wide = widened(name);
    simd::for_each_instruction_set([&] {
      const Chain int8(fixture.chain), real(wide.chain);
      auto int8_state = fixture.start(int8), real_state = fixture.start(real);
      const auto expected = fixture.run(real, fixture.input, real_state);
      const auto found = fixture.run(int8, fixture.input, int8_state);
      expect_near(found, expected, 8e-2);
      EXPECT_LT(relative_error(found, expected), 2e-2);
    });
  }
}

TEST(Chain, Int8GivesTheSameBitsOnEveryInstructionSet) {
  const TorchFixture fixture = quantised("three_layers");
  std::vector<float> first;
  simd::for_each_instruction_set([&] {
    const Chain network(fixture.chain);
    auto state = fixture.start(network);
    const auto out = network.forward(fixture.input, state);
    if (first.empty()) first.assign(out.begin(), out.end());
    EXPECT_TRUE(std::equal(out.begin(), out.end(), first.begin(), first.end()));
  });
}

/// The outputs of the fixture's sequence, fed in pieces of random size up to `most` steps.
std::vector<float> in_pieces(const TorchFixture& fixture, const Chain& network, int most,
                             Chain::State& state) {
  std::mt19937 random(static_cast<unsigned>(most));
  const std::size_t step = std::size_t(network.inputs()) * fixture.batch;
  std::vector<float> outputs;
  for (std::span<const float> rest = fixture.input; !rest.empty();) {
    const std::size_t steps = std::min(rest.size() / step, random() % (std::size_t(most) + 1));
    const auto out = fixture.run(network, rest.first(steps * step), state);
    outputs.insert(outputs.end(), out.begin(), out.end());
    rest = rest.subspan(steps * step);
  }
  return outputs;
}

TEST(Chain, PiecesOfAnySizeChangeNoBit) {
  for (const char* name : {"odd", "three_layers", "many_steps", "projection", "no_bias",
                           "chain_linear", "chain_linear_first", "chain_mixed"}) {
    SCOPED_TRACE(name);
    for (const TorchFixture& fixture : both_formats(name))
      simd::for_each_instruction_set([&] {
        const Chain network(fixture.chain);
        auto whole = fixture.start(network);
        const auto expected = fixture.run(network, fixture.input, whole);
        for (int most : {1, 2, 7, 100}) {
          auto state = fixture.start(network);
          const auto found = in_pieces(fixture, network, most, state);
          ASSERT_TRUE(std::equal(found.begin(), found.end(), expected.begin(), expected.end()));
          EXPECT_EQ(copied(state.carried()), copied(whole.carried()));
        }
      });
  }
}

TEST(Chain, SequencesOfABatchAreIndependent) {
  const TorchFixture fixture("three_layers");
  const Chain network(fixture.chain);
  auto together = network.start(fixture.batch);
  const auto all = network.forward(fixture.input, together);
  const int inputs = network.inputs(), outputs = network.outputs();
  for (int b = 0; b < fixture.batch; ++b) {
    std::vector<float> one;
    for (int t = 0; t < fixture.steps; ++t)
      one.insert(one.end(), &fixture.input[(t * fixture.batch + b) * inputs],
                 &fixture.input[(t * fixture.batch + b) * inputs] + inputs);
    auto alone = network.start();
    const auto out = network.forward(one, alone);
    for (int t = 0; t < fixture.steps; ++t)
      for (int i = 0; i < outputs; ++i)
        ASSERT_EQ(out[t * outputs + i], all[(t * fixture.batch + b) * outputs + i]);
  }
}

TEST(Chain, NoStepsLeaveTheStateAsItIs) {
  const TorchFixture fixture("all");
  const Chain network(fixture.chain);
  auto state = fixture.start(network);
  EXPECT_TRUE(network.log_probabilities({}, state).empty());
  EXPECT_EQ(copied(state.carried()), copied(fixture.start(network).carried()));
}

TEST(Chain, LogProbabilitiesAddUpToOne) {
  const TorchFixture fixture("bidirectional");
  const Chain network(fixture.chain);
  auto state = network.start(fixture.batch);
  const auto rows = network.log_probabilities(fixture.input, state);
  for (std::size_t i = 0; i < rows.size(); i += network.outputs()) {
    double total = 0;
    for (int k = 0; k < network.outputs(); ++k) total += std::exp(double(rows[i + k]));
    EXPECT_NEAR(total, 1, 1e-6);
  }
}

TEST(Chain, InfiniteInputIsNoReasonToCrash) {
  for (const TorchFixture& fixture : both_formats("odd")) {
    std::vector<float> input = fixture.input;
    input[3] = INFINITY, input[7] = NAN, input[9] = 3e38f;
    const Chain network(fixture.chain);
    auto spoilt = network.start(fixture.batch), fresh = network.start(fixture.batch);
    network.forward(input, spoilt);
    for (float value : network.forward(fixture.input, fresh)) ASSERT_TRUE(std::isfinite(value));
  }
}

/// Weights that leave the caches between calls are read in another order.
TEST(Chain, MoreWeightsThanCachesHoldGiveTheSameBitsStepByStep) {
  constexpr int kHidden = 600, kInputs = 500, kSteps = 3;
  std::mt19937 random(5);
  const auto values = [&](std::size_t count) {
    std::vector<float> drawn(count);
    for (float& value : drawn) value = float(random() % 2001) * 5e-5f - 0.05f;
    return drawn;
  };
  const auto matrix = [&](int cols) {
    return Matrix{4 * kHidden, cols, values(std::size_t(4) * kHidden * cols), {}, {}};
  };
  auto lstm = std::make_unique<LstmSpec>();
  lstm->in.channels = lstm->shape.inputs = kInputs;
  lstm->out.channels = lstm->shape.hidden = kHidden;
  lstm->parts = {{matrix(kInputs), matrix(kHidden), {}, values(4 * kHidden)}};
  ChainSpec spec;
  spec.layers.push_back(std::move(lstm));
  const Chain network(spec);
  ASSERT_GT(network.bytes(), std::size_t(10) << 20);
  const std::vector<float> in = values(kSteps * kInputs);
  auto state = network.start();
  const std::vector<float> together = copied(network.forward(in, state));
  state.reset();
  std::vector<float> singly;
  for (int i = 0; i < kSteps; ++i)
    std::ranges::copy(network.forward(std::span(in).subspan(i * kInputs, kInputs), state),
                      std::back_inserter(singly));
  EXPECT_EQ(together, singly);
}

}  // namespace
}  // namespace longhand::nn::sequence
