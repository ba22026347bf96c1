// Convolutions in int8 beside those of the same weights in floats.
#include "nn/sequence/convolution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "instruction_sets.h"
#include "nn/sequence/chain.h"

namespace longhand::nn::sequence {
namespace {

constexpr int kSteps = 11, kBatch = 3;

std::vector<float> random_numbers(std::size_t count, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(count);
  for (float& value : values) value = normal(generator);
  return values;
}

struct Case {
  const char* name;
  Window window;
  Axis axis;
  Shape in;
  int outputs, groups;
  simd::Sign sign = simd::Sign::any;
};

const Case kCases[] = {
    {"padded", {3, 2, 1, 1, 1}, {3, 2, 1, 1}, {9, 5}, 12, 1},
    {"after_relu", {3, 2, 1, 1, 1}, {3, 2, 1, 1}, {9, 5}, 12, 1, simd::Sign::none},
    {"one_channel", {3, 1, 1, 1, 1}, {3, 1, 1, 1}, {8, 1}, 6, 1},
    {"grouped", {3, 1, 2, 2, 2}, {3, 1, 2, 1}, {7, 6}, 8, 2},
    {"flat", {5, 1, 1, 2, 2}, {}, {1, 7}, 9, 1},
    {"streaming", {3, 1, 1, 2, 0}, {3, 2, 1, 1}, {6, 4}, 5, 1},
    {"whole_columns", {1, 1, 1, 0, 0}, {4, 4, 1, 0}, {4, 6}, 10, 1},
};

class Convolutions : public ::testing::TestWithParam<Case> {
 protected:
  /// Weights that int8 holds exactly, as floats or as int8.
  ChainSpec chain(bool int8) const {
    const Case& from = GetParam();
    auto spec = std::make_unique<ConvolutionSpec>();
    spec->window = from.window;
    spec->axis = from.axis;
    spec->in = from.in;
    spec->out = {from.axis.outputs(from.in.height), from.outputs};
    spec->groups = from.groups;
    spec->sign = from.sign;
    spec->pace = from.window.pace();
    const int columns = spec->taps() * from.in.channels / from.groups;
    spec->weight = {from.outputs, columns, {}, {}, {}};
    for (const float value : random_numbers(std::size_t(from.outputs) * columns, 1)) {
      const auto whole = std::int8_t(std::clamp(value * 40, -127.0f, 127.0f));
      if (int8) spec->weight.int8.push_back(whole);
      else spec->weight.real.push_back(float(whole) / 64);
    }
    if (int8) spec->weight.scale.assign(from.outputs, 1.0f / 64);
    spec->bias = random_numbers(from.outputs, 2);
    ChainSpec chain;
    chain.layers.push_back(std::move(spec));
    return chain;
  }

  /// [steps][batch][features], each sequence ten times as loud as the one before.
  std::vector<float> input() const {
    const std::size_t features = GetParam().in.features();
    auto values = random_numbers(kSteps * kBatch * features, 3);
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] *= std::pow(10.0f, float(i / features % kBatch));
    if (GetParam().sign == simd::Sign::none)
      for (float& value : values) value = std::max(value, 0.0f);
    return values;
  }

  static std::vector<float> run(const ChainSpec& spec, int batch, std::span<const float> in) {
    const Chain network(spec);
    auto state = network.start(batch);
    const auto out = network.forward(in, state);
    return {out.begin(), out.end()};
  }

  /// The steps of one sequence.
  static std::vector<float> alone(std::span<const float> all, std::size_t width, int sequence) {
    std::vector<float> one;
    for (std::size_t at = sequence * width; at < all.size(); at += kBatch * width)
      one.insert(one.end(), all.begin() + at, all.begin() + at + width);
    return one;
  }
};
INSTANTIATE_TEST_SUITE_P(Int8, Convolutions, ::testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

TEST_P(Convolutions, OfOneSequenceDoNotDependOnThoseBesideIt) {
  simd::for_each_instruction_set([&] {
    const ChainSpec spec = chain(true);
    const auto in = input(), together = run(spec, kBatch, in);
    for (int i = 0; i < kBatch; ++i)
      EXPECT_EQ(run(spec, 1, alone(in, spec.inputs(), i)), alone(together, spec.outputs(), i)) << i;
  });
}

TEST_P(Convolutions, InInt8AreTwoHundredthsOffAtMostAndHalfOfThatWhereTheInputHasNoSign) {
  simd::for_each_instruction_set([&] {
    const ChainSpec int8 = chain(true), real = chain(false);
    for (int i = 0; i < kBatch; ++i) {
      const auto in = alone(input(), int8.inputs(), i);
      const auto found = run(int8, 1, in), expected = run(real, 1, in);
      ASSERT_EQ(found.size(), expected.size());
      double square = 0, power = 0;
      for (std::size_t n = 0; n < found.size(); ++n) {
        square += std::pow(found[n] - expected[n], 2);
        power += std::pow(expected[n], 2);
      }
      EXPECT_LT(std::sqrt(square / power), GetParam().sign == simd::Sign::any ? 0.02 : 0.01);
    }
  });
}

}  // namespace
}  // namespace longhand::nn::sequence
