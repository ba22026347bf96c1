#include "ctc/alignment.h"

#include <gtest/gtest.h>

#include "brute_force.h"

namespace longhand::ctc {
namespace {

TEST(LogLikelihood, EqualsTheSumOverAllPaths) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    const auto values = random_log_probs(6, 3, seed);
    const LogProbs log_probs{values, 3};
    for (const auto& [labels, expected] : all_sequences(log_probs, 0)) {
      EXPECT_NEAR(log_likelihood(log_probs, 0, labels), expected, 1e-9);
    }
  }
}

TEST(Align, FindsTheBestPath) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const auto values = random_log_probs(6, 3, seed, 5);
    const LogProbs log_probs{values, 3};
    const std::vector<int> labels = seed % 2 ? std::vector<int>{1, 1} : std::vector<int>{2, 1, 2};
    double best = kImpossible;
    std::vector<int> best_path;
    each_path(6, 3, [&](const std::vector<int>& path) {
      double sum = 0;
      for (int step = 0; step < 6; ++step) sum += log_probs.at(step, path[step]);
      if (collapse(path, 0) != labels || sum <= best) return;
      best = sum;
      best_path = path;
    });
    const auto emissions = align(log_probs, 0, labels);
    ASSERT_EQ(emissions.size(), labels.size());
    std::vector<int> path(6, 0);
    for (std::size_t n = 0; n < labels.size(); ++n) {
      for (int step = emissions[n].first; step <= emissions[n].last; ++step) path[step] = labels[n];
    }
    EXPECT_EQ(path, best_path) << seed;
  }
}

TEST(Align, HasNothingForLabelsThatDoNotFit) {
  const auto values = random_log_probs(2, 3, 1);
  EXPECT_TRUE(align({values, 3}, 0, std::vector<int>{1, 1}).empty());
  EXPECT_TRUE(align({{}, 3}, 0, std::vector<int>{1}).empty());
  EXPECT_EQ(log_likelihood({values, 3}, 0, std::vector<int>{1, 1}), kImpossible);
  EXPECT_EQ(log_likelihood({{}, 3}, 0, {}), 0);
}

}  // namespace
}  // namespace longhand::ctc
