#include <algorithm>
#include <cmath>
#include <random>

#include "instruction_sets.h"
#include "nn/lstm_stack.h"
#include "torch_fixture.h"

namespace longhand::nn {
namespace {

using testing::kTorchFixtures;
using testing::TorchFixture;

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

SequenceWeights quantised(SequenceWeights weights) {
  for (LstmWeights& part : weights.lstm.parts)
    for (Matrix* matrix : {&part.input, &part.recurrent, &part.projection})
      if (matrix->rows > 0) quantise(*matrix);
  if (weights.linear) quantise(weights.linear->matrix);
  return weights;
}

/// The same weights as floats.
void widen(Matrix& matrix) {
  matrix.real.resize(matrix.int8.size());
  for (std::size_t i = 0; i < matrix.real.size(); ++i)
    matrix.real[i] = matrix.int8[i] * matrix.scale[i / matrix.cols];
  matrix.int8.clear();
}

SequenceWeights widened(SequenceWeights weights) {
  for (LstmWeights& part : weights.lstm.parts)
    for (Matrix* matrix : {&part.input, &part.recurrent, &part.projection}) widen(*matrix);
  if (weights.linear) widen(weights.linear->matrix);
  return weights;
}

TEST(LstmStack, EqualsPyTorch) {
  for (const char* name : kTorchFixtures) {
    SCOPED_TRACE(name);
    const TorchFixture fixture(name);
    simd::for_each_instruction_set([&] {
      const SequenceNetwork network(fixture.weights);
      auto state = fixture.start(network);
      expect_near(fixture.run(network, fixture.input, state), fixture.output, 1e-5);
      expect_near(state.carried.hidden, fixture.hidden, 1e-5);
      expect_near(state.carried.cell, fixture.cell, 1e-5);
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

TEST(LstmStack, Int8StaysCloseToTheSameWeightsInFloat) {
  for (const char* name : kTorchFixtures) {
    SCOPED_TRACE(name);
    const TorchFixture fixture(name);
    const SequenceWeights rounded = quantised(fixture.weights);
    simd::for_each_instruction_set([&] {
      const SequenceNetwork int8(rounded), real(widened(rounded));
      auto int8_state = fixture.start(int8), real_state = fixture.start(real);
      const auto expected = fixture.run(real, fixture.input, real_state);
      const auto found = fixture.run(int8, fixture.input, int8_state);
      expect_near(found, expected, 8e-2);
      EXPECT_LT(relative_error(found, expected), 2e-2);
    });
  }
}

TEST(LstmStack, Int8GivesTheSameBitsOnEveryInstructionSet) {
  const TorchFixture fixture("three_layers");
  const SequenceWeights rounded = quantised(fixture.weights);
  std::vector<float> first;
  simd::for_each_instruction_set([&] {
    const SequenceNetwork network(rounded);
    auto state = fixture.start(network);
    const auto out = network.logits(fixture.input, state);
    if (first.empty()) first.assign(out.begin(), out.end());
    EXPECT_TRUE(std::equal(out.begin(), out.end(), first.begin(), first.end()));
  });
}

/// The outputs of the fixture's sequence, fed in pieces of random size up to `most` steps.
std::vector<float> in_pieces(const TorchFixture& fixture, const SequenceNetwork& network, int most,
                             SequenceNetwork::State& state) {
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

TEST(LstmStack, PiecesOfAnySizeChangeNoBit) {
  for (const char* name : {"odd", "three_layers", "many_steps", "projection", "no_bias"}) {
    SCOPED_TRACE(name);
    const TorchFixture fixture(name);
    for (const SequenceWeights& weights : {fixture.weights, quantised(fixture.weights)})
      simd::for_each_instruction_set([&] {
        const SequenceNetwork network(weights);
        auto whole = fixture.start(network);
        const auto expected = fixture.run(network, fixture.input, whole);
        for (int most : {1, 2, 7, 100}) {
          auto state = fixture.start(network);
          const auto found = in_pieces(fixture, network, most, state);
          ASSERT_TRUE(std::equal(found.begin(), found.end(), expected.begin(), expected.end()));
          EXPECT_EQ(state.carried.hidden, whole.carried.hidden);
          EXPECT_EQ(state.carried.cell, whole.carried.cell);
        }
      });
  }
}

TEST(LstmStack, SequencesOfABatchAreIndependent) {
  const TorchFixture fixture("three_layers");
  const SequenceNetwork network(fixture.weights);
  auto together = network.start(fixture.batch);
  const auto all = network.logits(fixture.input, together);
  const int inputs = network.inputs(), outputs = network.outputs();
  for (int b = 0; b < fixture.batch; ++b) {
    std::vector<float> one;
    for (int t = 0; t < fixture.steps; ++t)
      one.insert(one.end(), &fixture.input[(t * fixture.batch + b) * inputs],
                 &fixture.input[(t * fixture.batch + b) * inputs] + inputs);
    auto alone = network.start();
    const auto out = network.logits(one, alone);
    for (int t = 0; t < fixture.steps; ++t)
      for (int i = 0; i < outputs; ++i)
        ASSERT_EQ(out[t * outputs + i], all[(t * fixture.batch + b) * outputs + i]);
  }
}

TEST(LstmStack, NoStepsLeaveTheStateAsItIs) {
  const TorchFixture fixture("all");
  const SequenceNetwork network(fixture.weights);
  auto state = fixture.start(network);
  EXPECT_TRUE(network.log_probabilities({}, state).empty());
  EXPECT_EQ(state.carried.hidden, fixture.hidden0);
  EXPECT_EQ(state.carried.cell, fixture.cell0);
}

TEST(LstmStack, LogProbabilitiesAddUpToOne) {
  const TorchFixture fixture("bidirectional");
  const SequenceNetwork network(fixture.weights);
  auto state = network.start(fixture.batch);
  const auto rows = network.log_probabilities(fixture.input, state);
  for (std::size_t i = 0; i < rows.size(); i += network.outputs()) {
    double total = 0;
    for (int k = 0; k < network.outputs(); ++k) total += std::exp(double(rows[i + k]));
    EXPECT_NEAR(total, 1, 1e-6);
  }
}

TEST(LstmStack, InfiniteInputIsNoReasonToCrash) {
  const TorchFixture fixture("odd");
  std::vector<float> input = fixture.input;
  input[3] = INFINITY, input[7] = NAN, input[9] = 3e38f;
  for (const SequenceWeights& weights : {fixture.weights, quantised(fixture.weights)}) {
    const SequenceNetwork network(weights);
    auto spoilt = network.start(fixture.batch), fresh = network.start(fixture.batch);
    network.logits(input, spoilt);
    for (float value : network.logits(fixture.input, fresh)) ASSERT_TRUE(std::isfinite(value));
  }
}

/// Weights that leave the caches between calls are read in another order.
TEST(LstmStack, MoreWeightsThanCachesHoldGiveTheSameBitsStepByStep) {
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
  LstmStackWeights weights{{kInputs, kHidden}, {{matrix(kInputs), matrix(kHidden), {}, {}}}};
  weights.parts[0].bias = values(4 * kHidden);
  const LstmStack stack(weights);
  ASSERT_GT(stack.bytes(), std::size_t(10) << 20);
  const std::vector<float> in = values(kSteps * kInputs);
  std::vector<float> together(kSteps * kHidden), singly(kSteps * kHidden);
  LstmStack::Scratch scratch;
  LstmState state = stack.start();
  stack.forward(kSteps, in, state, scratch, together);
  state = stack.start();
  for (int i = 0; i < kSteps; ++i)
    stack.forward(1, std::span(in).subspan(i * kInputs, kInputs), state, scratch,
                  std::span(singly).subspan(i * kHidden, kHidden));
  EXPECT_EQ(together, singly);
}

}  // namespace
}  // namespace longhand::nn
