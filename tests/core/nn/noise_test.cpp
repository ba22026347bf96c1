#include "nn/grid/noise.h"

#include <gtest/gtest.h>

#include <random>

namespace longhand::nn::grid {
namespace {

double scaled(double integer, double range) { return range * 2.0 * integer / 2147483647 - range; }

TEST(NoiseGenerator, MinstdIsTheStandardLibrarys) {
  std::minstd_rand standard(77);
  NoiseGenerator noise(Recurrence::minstd, 77);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(noise.signed_value(127), scaled(standard(), 127));
}

TEST(NoiseGenerator, LcgIsTheStandardLibrarys) {
  std::linear_congruential_engine<std::uint64_t, 6364136223846793005u, 1442695040888963407u, 0>
      standard(77);
  NoiseGenerator noise(Recurrence::mmix, 77);
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(noise.signed_value(1), scaled(double(standard() >> 33), 1));
}

TEST(NoiseGenerator, MinstdSeedOfZeroStillRuns) {
  NoiseGenerator noise(Recurrence::minstd, 2147483647);
  EXPECT_EQ(noise.signed_value(1), scaled(48271, 1));
}

}  // namespace
}  // namespace longhand::nn::grid
