#include "speech/garbage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace longhand::speech {
namespace {

constexpr int kSteps = 20, kBins = 40;
const ctc::Alphabet kAlphabet({"", " ", "g", "o"}, 0);
const std::vector<int> kGo = {2, 3};

/// Of each step the label that has all but `rest` of the probability.
std::vector<float> network(const std::vector<int>& best, double rest) {
  std::vector<float> values;
  for (int label : best) {
    for (int other = 0; other < kAlphabet.size(); ++other) {
      values.push_back(float(std::log(other == label ? 1 - rest : rest / 3)));
    }
  }
  return values;
}

std::vector<int> path(std::vector<int> first) {
  first.resize(kSteps, 0);
  return first;
}

GarbageEvidence weigh(const std::vector<float>& values, const std::vector<std::string>& phrases) {
  const auto grammar = ctc::Grammar::compile(phrases, kAlphabet).value();
  const std::vector<float> frames(3 * kSteps * kBins, -5);
  return weigh_garbage({values, kAlphabet.size()}, kAlphabet, kGo, grammar, frames, kBins);
}

/// Which counts the labels' peaks.
GarbageFit peaks_alone() {
  constexpr std::size_t inputs = std::tuple_size_v<VoiceInputs>;
  GarbageFit fit{1, std::vector<float>(inputs), std::vector<float>(inputs, 1),
                 std::vector<float>(inputs), std::vector<float>(inputs)};
  fit.linear[2] = 2;
  return fit;
}

TEST(GarbageEvidence, OfAPhraseThatTheNetworkIsSureOf) {
  const auto evidence = weigh(network(path({0, 2, 2, 0, 0, 3}), 0.01), {"go"});
  EXPECT_EQ(evidence.labels, 2);
  EXPECT_NEAR(evidence.peak, std::log(0.99), 1e-6);
  EXPECT_NEAR(evidence.certainty, std::log(0.99), 1e-6);
  EXPECT_NEAR(evidence.clear, std::log(3.5 / 2.5), 1e-12);
  EXPECT_EQ(evidence.heard, 1);
  EXPECT_EQ(evidence.freedom, 0);
  EXPECT_NEAR(evidence.pace, std::log(5 / 2.0), 1e-12);                   // steps 1 to 5
  EXPECT_NEAR(evidence.said, 3 * std::log(0.99 / (0.01 / 3)) / 2, 0.02);  // and other alignments
}

TEST(GarbageEvidence, OfAPhraseThatNothingSpeaksFor) {
  const auto evidence = weigh(network(path({}), 0.01), {"go"});
  EXPECT_EQ(evidence.heard, 0);
  EXPECT_LT(evidence.peak, -3.5);
  EXPECT_LT(evidence.said, 0);
}

TEST(GarbageEvidence, KnowsHowMuchTheListLeavesOpen) {
  const auto values = network(path({2, 3}), 0.01);
  EXPECT_NEAR(weigh(values, {"go", "o"}).freedom, std::log(2) / 2, 1e-12);
  EXPECT_GT(weigh(values, {"(g|o)+"}).freedom, weigh(values, {"go", "o"}).freedom);
}

TEST(VoiceConfidence, IsTheLogisticFunctionOfWhatWasFitted) {
  const auto evidence = weigh(network(path({2, 3}), 0.5), {"go"});
  EXPECT_NEAR(voice_confidence(evidence, peaks_alone()), 1 / (1 + std::exp(-1 - 2 * std::log(0.5))),
              1e-6);
  GarbageFit squares = peaks_alone();
  squares.middle[2] = 1, squares.deviation[2] = 0.1f, squares.linear[2] = 0;  // kWidest below
  squares.square[2] = -0.5f;
  EXPECT_NEAR(voice_confidence(evidence, squares), 1 / (1 + std::exp(-1 + 0.5 * kWidest * kWidest)),
              1e-6);
}

TEST(VoiceConfidence, IsANumberWhateverTheShape) {
  GarbageEvidence evidence = weigh(network(path({2, 3}), 0.01), {"go"});
  evidence.shape.mean.fill(1e30);
  evidence.shape.rise = -1e30;
  GarbageFit all = peaks_alone();
  all.linear.assign(all.linear.size(), 100);
  EXPECT_TRUE(std::isfinite(voice_confidence(evidence, all)));
}

}  // namespace
}  // namespace longhand::speech
