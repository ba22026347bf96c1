#include <bit>

#include "support.h"

namespace longhand::simd {
namespace {

class Softmax : public EachKernels {};
LONGHAND_FOR_EACH_KERNELS(Softmax);

std::vector<float> logits(int columns) { return random_floats(columns, 12, unsigned(columns)); }

/// FNV-1a over the bits of results, written down once: every build must meet it.
TEST_P(Softmax, GivesTheSameBitsOnEveryBuild) {
  auto values = logits(250);
  k.softmax({values.data(), 0}, 250, 1);
  std::uint32_t hash = 2166136261u;
  for (float v : values)
    for (int shift = 0; shift < 32; shift += 8)
      hash = (hash ^ (std::bit_cast<std::uint32_t>(v) >> shift & 255)) * 16777619u;
  EXPECT_EQ(hash, 3365420848u);
}

TEST_P(Softmax, FarValuesAreClippedTo86BelowTheBest) {
  std::vector<float> values = {0, -1000, -86, -86.5f, -INFINITY};
  k.softmax({values.data(), 0}, 5, 1);
  EXPECT_EQ(values[0], 1);
  EXPECT_NEAR(values[2] / std::exp(-86.0), 1, 4e-7);
  EXPECT_EQ(values[1], values[2]);
  EXPECT_EQ(values[3], values[2]);
  EXPECT_EQ(values[4], values[2]);
}

}  // namespace
}  // namespace longhand::simd
