#include "image/scale.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "image/unsharp.h"

namespace longhand::image {
namespace {

TEST(Scale, KeepsAPlainImagePlain) {
  for (const float factor :
       {0.01f, 0.015f, 0.02f, 0.0625f, 0.3f, 0.5f, 0.7f, 1.0f, 1.39f, 2.0f, 4.0f}) {
    Plane plain(320, 208);
    std::ranges::fill(plain.pixels, 137);
    const Plane scaled = scale(plain, factor);
    EXPECT_EQ(scaled.height, scaled_side(208, factor));
    EXPECT_TRUE(std::ranges::all_of(scaled.pixels, [](int v) { return v == 137; })) << factor;
  }
}

TEST(Scale, FarReductionIsAMean) {
  Plane stripes(400, 3000);
  for (int y = 0; y < stripes.height; ++y) std::fill_n(stripes.row(y), 400, y % 2 ? 200 : 100);
  const Plane scaled = scale(stripes, 36.0f / 3000);
  EXPECT_EQ(scaled.height, 36);
  for (int y = 0; y < 35; ++y) EXPECT_EQ(scaled.row(y)[1], 150) << y;
}

TEST(Unsharp, LeavesImagesWithoutAnInsideAlone) {
  Plane small(2, 9);
  small.pixels[3] = 200;
  EXPECT_EQ(unsharp(small, 1, 0.2f).pixels, small.pixels);
  EXPECT_EQ(unsharp(small, 2, 0.4f).pixels, small.pixels);
}

TEST(Unsharp, ClipsToBytes) {
  Plane dots(5, 5);
  dots.row(2)[2] = 255;
  const Plane sharp = unsharp(dots, 1, 0.2f);
  EXPECT_EQ(sharp.row(2)[2], 255);
  EXPECT_EQ(sharp.row(1)[1], 0);
}

}  // namespace
}  // namespace longhand::image
