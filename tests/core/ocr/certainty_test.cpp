#include "ocr/decode/certainty.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace longhand::ocr {
namespace {

double ulp_of(float value) { return std::abs(double(std::nextafter(value, 1e9f)) - double(value)); }

TEST(LogProbability, IsCorrectlyRoundedButForHairs) {
  const auto first = std::bit_cast<std::uint32_t>(2.1e-9f);
  const auto last = std::bit_cast<std::uint32_t>(1.0f);
  double worst = 0;
  for (std::uint32_t bits = first; bits < last; bits += 211) {
    const float p = std::bit_cast<float>(bits);
    const float log = log_probability(p);
    worst = std::max(worst, std::abs(double(log) - std::log(double(p))) / ulp_of(log));
  }
  RecordProperty("worst_ulp", std::to_string(worst));
  EXPECT_LT(worst, 0.5001);
}

TEST(LogProbability, HasAFloor) {
  EXPECT_EQ(log_probability(1.0f), 0.0f);
  EXPECT_EQ(log_probability(2e-9f), -20.0f);
  EXPECT_EQ(log_probability(0.0f), -20.0f);
  EXPECT_EQ(log_probability(-1.0f), -20.0f);
  EXPECT_EQ(log_probability(std::numeric_limits<float>::quiet_NaN()), -20.0f);
}

}  // namespace
}  // namespace longhand::ocr
