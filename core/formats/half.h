#pragma once

#include <bit>
#include <cstdint>

namespace longhand::formats {

/// The value of an IEEE 754 binary16 number.
inline float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = std::uint32_t(half & 0x8000U) << 16U;
  const std::uint32_t exponent = half >> 10U & 31U;
  const std::uint32_t fraction = half & 0x3ffU;
  if (exponent == 0) {
    const float value = float(fraction) * 0x1p-24f;
    return sign ? -value : value;
  }
  const std::uint32_t shifted = exponent == 31 ? 0x7f800000U : (exponent + 112U) << 23U;
  return std::bit_cast<float>(sign | shifted | fraction << 13U);
}

}  // namespace longhand::formats
