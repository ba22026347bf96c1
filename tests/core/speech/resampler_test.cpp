#include "speech/resampler.h"

#include <cmath>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

#include "golden.h"

namespace longhand::speech {
namespace {

std::vector<float> resample(std::span<const float> samples, int from, int to, std::size_t chunk) {
  Resampler resampler(from, to);
  std::vector<float> out;
  for (std::size_t start = 0; start < samples.size(); start += chunk) {
    resampler.accept(samples.subspan(start, std::min(chunk, samples.size() - start)), out);
  }
  resampler.finish(out);
  return out;
}

std::vector<float> tone(double hertz, int rate, double seconds) {
  std::vector<float> samples(std::size_t(rate * seconds));
  for (std::size_t n = 0; n < samples.size(); ++n) {
    samples[n] = float(std::sin(2 * std::numbers::pi * hertz * double(n) / rate));
  }
  return samples;
}

double rms(std::span<const float> samples) {
  double sum = 0;
  for (float sample : samples) sum += double(sample) * sample;
  return std::sqrt(sum / double(samples.size()));
}

class ResamplerGolden : public testing::TestWithParam<std::pair<int, int>> {};

TEST_P(ResamplerGolden, EqualsTorchaudio) {
  const auto [from, to] = GetParam();
  auto golden = read_golden("frontend.txt");
  const auto& expected = golden.at("resample-" + std::to_string(from) + "-" + std::to_string(to));
  const auto actual = resample(std::span(golden.at("samples")).first(300), from, to, 300);
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t n = 0; n < actual.size(); ++n) EXPECT_NEAR(actual[n], expected[n], 2e-6) << n;
}

INSTANTIATE_TEST_SUITE_P(Rates, ResamplerGolden,
                         testing::Values(std::pair(8000, 16000), std::pair(44100, 16000),
                                         std::pair(48000, 16000), std::pair(11025, 16000),
                                         std::pair(16000, 8000), std::pair(7, 11)));

TEST(Resampler, IsBitEqualForAnyChunking) {
  std::mt19937 random(3);
  std::vector<float> samples(5000);
  for (float& sample : samples) sample = float(random() % 2000) / 1000.0f - 1;
  for (int rate : {8, 999, 8000, 16000, 44100, 47999, 48000, 768000}) {
    const auto input = std::span(samples).first(rate < 100 ? 20 : samples.size());
    const auto whole = resample(input, rate, 16000, samples.size());
    for (std::size_t chunk : {1, 7, 441, 4096}) {
      EXPECT_EQ(resample(input, rate, 16000, chunk), whole) << rate << " by " << chunk;
    }
  }
}

TEST(Resampler, GivesAsManySamplesAsTheSoundIsLong) {
  for (int rate : {8, 8000, 16000, 22050, 44100, 96000, 768000}) {
    for (std::size_t count : {0, 1, 2, 100, 1001}) {
      const std::size_t expected = (count * 16000 + rate - 1) / rate;
      EXPECT_EQ(resample(std::vector<float>(count, 0.5f), rate, 16000, 13).size(), expected);
    }
  }
}

TEST(Resampler, KeepsTonesInTheBandAndRemovesThoseAbove) {
  const auto kept = resample(tone(3000, 48000, 0.5), 48000, 16000, 1000);
  EXPECT_NEAR(rms(std::span(kept).subspan(100, 7000)), std::sqrt(0.5), 1e-3);
  const auto removed = resample(tone(10000, 48000, 0.5), 48000, 16000, 1000);
  EXPECT_LT(rms(std::span(removed).subspan(100, 7000)), 1e-3);
}

TEST(Resampler, StartsAnewAfterFinish) {
  const auto samples = tone(440, 44100, 0.1);
  Resampler resampler(44100, 16000);
  std::vector<float> first, second;
  for (auto* out : {&first, &second}) {
    resampler.accept(samples, *out);
    resampler.finish(*out);
  }
  EXPECT_EQ(first, second);
}

}  // namespace
}  // namespace longhand::speech
