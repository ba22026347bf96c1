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
  for (int band = 0; band < VoiceShape::kBands; ++band) {
    EXPECT_NEAR(shape.deviation[band], 0, 1e-12);
    EXPECT_NEAR(shape.flux[band], 0, 1e-12);
  }
  EXPECT_NEAR(shape.mean[7], 1, 1e-12);
  EXPECT_NEAR(shape.memory[0], 0, 1e-9);  // nothing that could be remembered
  EXPECT_NEAR(shape.likeness, 1, 1e-9);
  EXPECT_NEAR(shape.swing, 0, 1e-12);
  EXPECT_NEAR(shape.roughness, 4, 1e-12);  // |-3 + 2 - 3|, |-1 + 6 - 1|
  EXPECT_NEAR(shape.steady, 4, 1e-12);
  EXPECT_NEAR(shape.length, std::log(30), 1e-12);
}

TEST(VoiceShape, OfAShapeThatTurnsOver) {
  const auto shape = shape_of(repeated({{-1, -1, -3, -3}, {-3, -3, -1, -1}}, 30), kBins);
  EXPECT_NEAR(shape.deviation[7], 1, 1e-12);  // the last bin is 1 above or below
  EXPECT_NEAR(shape.flux[7], 2, 1e-12);
  EXPECT_NEAR(shape.likeness, 1, 1e-9);  // ten frames later it is the same again
  for (std::size_t n = 0; n < VoiceShape::kLags.size(); ++n) {
    EXPECT_NEAR(shape.memory[n], VoiceShape::kLags[n] % 2 ? -1 : 1, 1e-9);
  }
  EXPECT_NEAR(shape.roughness, 2, 1e-12);
  EXPECT_NEAR(shape.steady, 0, 1e-12);
}

TEST(VoiceShape, OfALevelThatLeapsUpAndSlidesDown) {
  std::vector<std::vector<float>> frames;
  for (float level : {-9, -3, -5, -7, -9}) frames.push_back(std::vector<float>(kBins, level));
  const auto shape = shape_of(repeated(frames, 8), kBins);
  EXPECT_NEAR(shape.rise, 6, 1e-6);
  EXPECT_NEAR(shape.fall, -2, 1e-6);
}

TEST(VoiceShape, HearsALostPieceAsSilence) {
  const auto of = [](float quiet) {
    std::vector<std::vector<float>> frames(9, std::vector<float>(kBins, -3));
    frames.push_back(std::vector<float>(kBins, quiet));
    return shape_of(repeated(frames, 8), kBins);
  };
  EXPECT_NEAR(of(-11).rise, 7, 1e-6);
  EXPECT_EQ(of(-20).rise, of(-11).rise);
  EXPECT_EQ(of(-20).fall, of(-11).fall);
}

TEST(VoiceShape, OfATone) {
  const auto tone = shape_of(repeated({{-9, -1, -9, -9}}, 30), kBins);
  const auto hiss = shape_of(repeated({{-4, -4, -4, -4}}, 30), kBins);
  EXPECT_NEAR(tone.peaked, std::log((std::exp(6) + 3 * std::exp(-2)) / 4), 1e-6);
  EXPECT_NEAR(hiss.peaked, 0, 1e-12);
  EXPECT_NEAR(tone.jump, 0, 1e-12);
  EXPECT_NEAR(tone.drift, 0, 1e-12);
}

TEST(VoiceShape, OfATrill) {
  const auto shape = shape_of(repeated({{0, -20, -20, -20}, {-20, -20, 0, -20}}, 30), kBins);
  EXPECT_NEAR(shape.jump, 2, 1e-12);
  EXPECT_NEAR(shape.drift, 2, 1e-5);
}

TEST(VoiceShape, OfHarmonicsThatOnlyLowBinsTellApart) {
  const std::vector<float> harmonics = {-1, -3, -1, -3, -3, -3, -3, -3, -3, -3, -3, -3};
  const auto shape = shape_of(repeated({harmonics}, 30), int(harmonics.size()));
  EXPECT_NEAR(shape.ripple, 4, 1e-12);
  EXPECT_LT(shape.roughness, 2);
}

TEST(VoiceShape, DoesNotHearLoudness) {
  auto frames = repeated({{-1, -2, -4, -3}, {-3, -1, -2, -2}, {-2, -2, -1, -4}}, 10);
  const auto before = shape_of(frames, kBins).numbers();
  for (float& value : frames) value -= 2;
  const auto after = shape_of(frames, kBins).numbers();
  for (std::size_t n = 0; n < before.size(); ++n) EXPECT_NEAR(before[n], after[n], 1e-6) << n;
}

TEST(VoiceShape, IsThatOfTheLoudPart) {
  auto frames = repeated({{-1, -2, -4, -3}, {-3, -1, -2, -2}}, 10);
  auto loud = shape_of(frames, kBins);
  const auto quiet = repeated({{-9, -14, -9, -12}}, 10);
  frames.insert(frames.end(), quiet.begin(), quiet.end());
  auto both = shape_of(frames, kBins);
  EXPECT_LT(both.fall, loud.fall);  // the one that is taken over all
  both.fall = loud.fall;
  EXPECT_EQ(both.numbers(), loud.numbers());
}

TEST(VoiceShape, OfOneFrameIsFinite) {
  for (double value : shape_of(std::vector<float>(kBins, -20), kBins).numbers()) {
    EXPECT_TRUE(std::isfinite(value));
  }
}

}  // namespace
}  // namespace longhand::speech
