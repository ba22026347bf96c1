#include "ctc/best_path.h"

#include <gtest/gtest.h>

#include "brute_force.h"

namespace longhand::ctc {
namespace {

TEST(BestPath, IsTheMostLikelyPathOfAll) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const auto values = random_log_probs(6, 3, seed);
    const LogProbs log_probs{values, 3};
    double best = kImpossible;
    std::vector<int> expected;
    each_path(6, 3, [&](const std::vector<int>& path) {
      double sum = 0;
      for (int step = 0; step < 6; ++step) sum += log_probs.at(step, path[step]);
      if (sum <= best) return;
      best = sum;
      expected = collapse(path, 0);
    });
    BestPath search(0);
    for (int step = 0; step < 6; ++step) search.accept(std::span(values).subspan(step * 3, 3));
    EXPECT_EQ(search.labels(), expected);
  }
}

TEST(BestPath, TakesTheLowestOfEqualLabels) {
  BestPath search(2);
  EXPECT_EQ(search.accept(std::vector<float>{-1, -1, -1}), 0);
  EXPECT_EQ(search.accept(std::vector<float>{-2, -1, -1}), 1);
}

TEST(BestPath, ObeysTheMask) {
  BestPath search(0, {true, false, true});
  EXPECT_EQ(search.accept(std::vector<float>{-5, -0.1f, -3}), 2);
}

TEST(BestPath, StartsAnewAfterReset) {
  BestPath search(0);
  const std::vector<float> row = {-3, -0.1f};
  search.accept(row);
  search.reset();
  search.accept(row);
  EXPECT_EQ(search.labels(), std::vector<int>{1});
}

}  // namespace
}  // namespace longhand::ctc
