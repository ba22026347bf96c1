#include "speech/voice_shape.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace longhand::speech {
namespace {

constexpr int kBins = 4;

std::vector<float> repeated(const std::vector<std::vector<float>>& frames, int times) {
  std::vector<float> values;
  for (int n = 0; n < times; ++n) {
    for (const auto& frame : frames) values.insert(values.end(), frame.begin(), frame.end());
  }
  return values;
}

TEST(VoiceShape, OfASoundThatDoesNotMove) {
  const auto shape = shape_of(repeated({{-3, -1, -3, -1}}, 30), kBins);
  EXPECT_NEAR(shape.change, 0, 1e-12);
  EXPECT_NEAR(shape.flux, 0, 1e-12);
  EXPECT_NEAR(shape.likeness, 1, 1e-9);
  EXPECT_NEAR(shape.swing, 0, 1e-12);
  EXPECT_NEAR(shape.roughness, 4, 1e-12);  // |-3 + 2 - 3|, |-1 + 6 - 1|
}

TEST(VoiceShape, OfAShapeThatTurnsOver) {
  const auto shape = shape_of(repeated({{-1, -1, -3, -3}, {-3, -3, -1, -1}}, 20), kBins);
  EXPECT_NEAR(shape.change, 1, 1e-12);  // each bin is 1 above or below
  EXPECT_NEAR(shape.flux, 2, 1e-12);
  EXPECT_NEAR(shape.likeness, 1, 1e-9);  // ten frames later it is the same again
  EXPECT_NEAR(shape.roughness, 2, 1e-12);
}

TEST(VoiceShape, DoesNotHearLoudness) {
  auto frames = repeated({{-1, -2, -4, -3}, {-3, -1, -2, -2}, {-2, -2, -1, -4}}, 10);
  const auto before = shape_of(frames, kBins);
  for (float& value : frames) value -= 2;
  const auto after = shape_of(frames, kBins);
  for (double VoiceShape::*field : {&VoiceShape::change, &VoiceShape::flux, &VoiceShape::likeness,
                                    &VoiceShape::swing, &VoiceShape::roughness}) {
    EXPECT_NEAR(before.*field, after.*field, 1e-6);
  }
}

TEST(VoiceShape, IsThatOfTheLoudPart) {
  auto frames = repeated({{-1, -2, -4, -3}, {-3, -1, -2, -2}}, 10);
  const auto loud = shape_of(frames, kBins);
  const auto quiet = repeated({{-9, -14, -9, -12}}, 10);
  frames.insert(frames.end(), quiet.begin(), quiet.end());
  EXPECT_NEAR(shape_of(frames, kBins).change, loud.change, 1e-9);
  EXPECT_NEAR(shape_of(frames, kBins).swing, loud.swing, 1e-9);
}

TEST(VoiceShape, OfOneFrameIsFinite) {
  const auto shape = shape_of(std::vector<float>(kBins, -20), kBins);
  for (double value : {shape.change, shape.flux, shape.likeness, shape.swing, shape.roughness}) {
    EXPECT_TRUE(std::isfinite(value));
  }
}

}  // namespace
}  // namespace longhand::speech
