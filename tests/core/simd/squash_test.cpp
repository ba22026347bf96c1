#include "support.h"

namespace longhand::simd {
namespace {

class Squashing : public EachKernels {
 protected:
  std::vector<float> squash(Squash kind, std::vector<float> values) {
    const int count = int(values.size());
    std::vector<float> out(count);
    values.resize(count + 16);
    k.squash_float(kind, {values.data(), 0}, count, 1, {out.data(), 0});
    return out;
  }
};
LONGHAND_FOR_EACH_KERNELS(Squashing);

TEST_P(Squashing, ClipsAndRectifies) {
  const std::vector<float> x = {-2, -0.5f, 0.25f, 3};
  EXPECT_EQ(squash(Squash::linear, x), x);
  EXPECT_EQ(squash(Squash::relu, x), (std::vector<float>{0, 0, 0.25f, 3}));
  EXPECT_EQ(squash(Squash::clip_0_1, x), (std::vector<float>{0, 0, 0.25f, 1}));
  EXPECT_EQ(squash(Squash::clip_1_1, x), (std::vector<float>{-1, -0.5f, 0.25f, 1}));
}

TEST_P(Squashing, Int8ScalesSquashesAndRoundsHalvesAwayFromZero) {
  constexpr int kColumns = 21, kRows = 5, kStride = 32;
  const auto sums = random_integers<std::int32_t>(kStride * kRows, 3000);
  std::vector<float> scale = random_floats(kStride, 1e-3f);
  scale[0] = 0.5f / 127;  // odd sums fall on halves
  for (Squash kind : {Squash::linear, Squash::tanh}) {
    std::vector<std::int16_t> out(kColumns * kRows + 1, 7777);
    k.squash_int8(kind, {sums.data(), kStride}, scale.data(), kColumns, kRows,
                  {out.data(), kColumns});
    for (int row = 0; row < kRows; ++row)
      for (int c = 0; c < kColumns; ++c) {
        const float x = float(sums[row * kStride + c]) * scale[c];
        ASSERT_EQ(out[row * kColumns + c], quantised(kind == Squash::tanh ? table_tanh_of(x) : x));
      }
    EXPECT_EQ(out.back(), 7777) << "nothing is written behind the last row";
    if (!k.squash_bytes) continue;
    std::vector<std::uint8_t> bytes(kColumns * kRows + 1, 7);
    k.squash_bytes(kind, {sums.data(), kStride}, scale.data(), kColumns, kRows,
                   {bytes.data(), kColumns});
    for (int i = 0; i < kColumns * kRows; ++i) ASSERT_EQ(bytes[i] - Bytes::kZero, out[i]);
    EXPECT_EQ(bytes.back(), 7);
  }
}

TEST_P(Squashing, HalvesAreRoundedAwayFromZero) {
  const std::vector<std::int32_t> sums = {1, -1, 3, -3, 253, -253, 255, -255,
                                          0, 0,  0, 0,  0,   0,    0,   0};
  const std::vector<float> scale(16, 1.0f / 254);
  std::vector<std::int16_t> out(8);
  k.squash_int8(Squash::linear, {sums.data(), 0}, scale.data(), 8, 1, {out.data(), 0});
  for (int i = 0; i < 8; ++i) EXPECT_EQ(out[i], quantised(float(sums[i]) * scale[i])) << sums[i];
  EXPECT_EQ(out[6], 127) << "clipped";
  EXPECT_EQ(out[7], -127);
}

}  // namespace
}  // namespace longhand::simd
