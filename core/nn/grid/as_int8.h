#pragma once

#include <algorithm>
#include <cstdint>

namespace longhand::nn::grid {

/// What an int8 network takes for a value of its input: 128 times it, rounded, in -127..127.
inline std::int8_t as_int8(float value) {
  const float scaled = std::clamp(128.0f * value, -127.0f, 127.0f);
  return std::int8_t(scaled + (scaled < 0 ? -0.5f : 0.5f));
}

}  // namespace longhand::nn::grid
