#include "speech/feature_stream.h"

#include <cmath>

#include <gtest/gtest.h>

#include "golden.h"

namespace longhand::speech {
namespace {

FeatureSpec plain(const LogMelSpec& log_mel, int stack) {
  return {log_mel, std::vector<float>(log_mel.bins, 0.0f), std::vector<float>(log_mel.bins, 1.0f),
          stack};
}

struct GoldenCase {
  std::string name;
  LogMelSpec spec;
};

class LogMelGolden : public testing::TestWithParam<GoldenCase> {};

TEST_P(LogMelGolden, EqualsTorchaudio) {
  auto golden = read_golden("frontend.txt");
  std::vector<float> frames, steps;
  FeatureStream(plain(GetParam().spec, 1)).accept(golden.at("samples"), frames, steps);
  const auto& expected = golden.at("fbank-" + GetParam().name);
  ASSERT_EQ(frames.size(), expected.size());
  for (std::size_t n = 0; n < frames.size(); ++n) EXPECT_NEAR(frames[n], expected[n], 2e-3) << n;
}

INSTANTIATE_TEST_SUITE_P(
    Specs, LogMelGolden,
    testing::Values(
        GoldenCase{"model", {}},
        GoldenCase{"hamming",
                   {.frame_length_ms = 20,
                    .frame_shift_ms = 8,
                    .window = "hamming",
                    .use_power = false,
                    .bins = 23,
                    .low_freq = 100,
                    .high_freq = 3800}},
        GoldenCase{"hanning",
                   {.window = "hanning", .preemphasis = 0, .remove_dc_offset = false, .bins = 80}},
        GoldenCase{"blackman", {.window = "blackman", .round_to_power_of_two = false}},
        GoldenCase{"rectangular", {.window = "rectangular", .bins = 10, .low_freq = 0}}),
    [](const auto& test) { return test.param.name; });

TEST(FeatureStream, IsBitEqualForAnyChunking) {
  const auto samples = read_golden("frontend.txt").at("samples");
  std::vector<float> frames, steps;
  FeatureStream(plain({}, 3)).accept(samples, frames, steps);
  for (std::size_t chunk : {1, 159, 160, 401}) {
    FeatureStream stream(plain({}, 3));
    std::vector<float> chunked_frames, chunked_steps;
    for (std::size_t start = 0; start < samples.size(); start += chunk) {
      stream.accept(std::span(samples).subspan(start, std::min(chunk, samples.size() - start)),
                    chunked_frames, chunked_steps);
    }
    EXPECT_EQ(chunked_frames, frames);
    EXPECT_EQ(chunked_steps, steps);
  }
}

TEST(FeatureStream, StacksNormalisedFramesAndDropsAnIncompleteStep) {
  const auto samples = read_golden("frontend.txt").at("samples");  // 11 frames
  FeatureSpec spec = plain({}, 3);
  spec.mean.assign(40, 2.0f);
  spec.std[7] = 4.0f;
  std::vector<float> frames, steps;
  FeatureStream(spec).accept(samples, frames, steps);
  ASSERT_EQ(frames.size(), 11u * 40);
  ASSERT_EQ(steps.size(), 9u * 40);
  EXPECT_EQ(steps[0], frames[0] - 2);
  EXPECT_EQ(steps[3 * 40 + 47], (frames[3 * 40 + 47] - 2) / 4);
}

TEST(FeatureStream, SilenceIsTheFloor) {
  std::vector<float> frames, steps;
  FeatureStream(plain({}, 1)).accept(std::vector<float>(400, 0.0f), frames, steps);
  ASSERT_EQ(frames.size(), 40u);
  for (float value : frames) EXPECT_EQ(value, std::log(1.1920928955078125e-07f));
}

TEST(FeatureStream, TooShortASoundHasNoFrames) {
  std::vector<float> frames, steps;
  FeatureStream(plain({}, 1)).accept(std::vector<float>(399, 0.1f), frames, steps);
  EXPECT_TRUE(frames.empty());
}

}  // namespace
}  // namespace longhand::speech
