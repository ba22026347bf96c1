#include "speech/endpoint.h"

#include <gtest/gtest.h>

namespace longhand::speech {
namespace {

constexpr double kStep = 0.1;

/// The first step of 1000 that ends the utterance, given the steps that emit a label; -1 = none.
int first_end(const EndpointRules& rules, const std::vector<int>& labels, EndpointReason expected) {
  EndpointDetector detector(rules, kStep);
  detector.run_from(0);
  for (int step = 0; step < 1000; ++step) {
    const bool label = std::find(labels.begin(), labels.end(), step) != labels.end();
    if (const auto reason = detector.accept(step, label)) {
      EXPECT_EQ(*reason, expected);
      return step;
    }
  }
  return -1;
}

TEST(EndpointDetector, WaitsForSilenceAfterSpeech) {
  const EndpointRules rules{.trailing_silence = 1, .no_speech = 5, .max_length = 30};
  EXPECT_EQ(first_end(rules, {3, 9, 12}, EndpointReason::trailing_silence), 22);
  EXPECT_EQ(first_end(rules, {}, EndpointReason::no_speech), 49);
}

TEST(EndpointDetector, RulesCanBeTurnedOffButForTheLongestLength) {
  const EndpointRules rules{.trailing_silence = 0, .no_speech = 0, .max_length = 20};
  EXPECT_EQ(first_end(rules, {3}, EndpointReason::max_length), 199);
  EXPECT_EQ(first_end(rules, {}, EndpointReason::max_length), 199);
}

TEST(EndpointDetector, IsContentWithAShortPauseNearTheLimit) {
  const EndpointRules rules{.trailing_silence = 1, .no_speech = 5, .max_length = 9};
  std::vector<int> labels;
  for (int step = 0; step <= 70; step += 2) labels.push_back(step);
  EXPECT_EQ(first_end(rules, labels, EndpointReason::trailing_silence), 73);
}

TEST(EndpointDetector, CountsTheLengthFromWhereTheNetworkRuns) {
  EndpointDetector detector({.trailing_silence = 1, .no_speech = 0, .max_length = 2}, kStep);
  for (int step = 0; step < 100; ++step) EXPECT_FALSE(detector.accept(step, false));
  detector.run_from(95);
  EXPECT_EQ(detector.steps_left(100), 15);
  EXPECT_FALSE(detector.accept(100, true));
  EXPECT_TRUE(detector.heard());
  detector.wait_from(101);
  EXPECT_FALSE(detector.heard());
}

}  // namespace
}  // namespace longhand::speech
