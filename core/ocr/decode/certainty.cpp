#include "ocr/decode/certainty.h"

#include <bit>
#include <cstdint>

namespace longhand::ocr {
namespace {

constexpr float kMinProbability = 2.0611536e-09f;  // e^-20
constexpr double kCertaintyOffset = -0.085;
constexpr double kLn2 = 0.69314718055994530942;

/// ln(m) = 2 artanh(s), s = (m - 1) / (m + 1), by its Taylor series; |s| <= 0.1716 for m within
/// sqrt(1/2)..sqrt(2), where the first dropped term is below 4e-16 of the sum.
double log_near_one(double m) {
  const double s = (m - 1) / (m + 1);
  const double q = s * s;
  double series = 0;
  for (int odd = 19; odd > 0; odd -= 2) series = series * q + 1.0 / odd;
  return 2 * s * series;
}

}  // namespace

float certainty_of(float probability) {
  return float(double(log_probability(probability)) + kCertaintyOffset);
}

float log_probability(float probability) {
  if (!(probability > kMinProbability)) return kMinCertainty;
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(probability);
  int exponent = int(bits >> 23) - 127;
  double mantissa = std::bit_cast<float>((bits & 0x7FFFFFu) | 0x3F800000u);
  if (mantissa > 1.4142135623730951) {
    mantissa *= 0.5;
    ++exponent;
  }
  return float(exponent * kLn2 + log_near_one(mantissa));
}

}  // namespace longhand::ocr
