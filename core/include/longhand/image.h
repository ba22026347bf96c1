#pragma once

#include <cstddef>
#include <cstdint>

namespace longhand {

inline constexpr int kMaxImageSide = 32767;  ///< pixels
inline constexpr int kMaxImagePixels = 32 * 1024 * 1024;

/// Pixels of a picture, rows from top to bottom. The view owns nothing.
struct ImageView {
  const std::uint8_t* pixels = nullptr;
  int width = 0;              ///< pixels, 1..kMaxImageSide
  int height = 0;             ///< pixels, 1..kMaxImageSide; at most kMaxImagePixels in all
  int channels = 1;           ///< 1 grey, 3 RGB, 4 RGBA (not premultiplied)
  std::ptrdiff_t stride = 0;  ///< bytes from one row to the next, >= width * channels
};

}  // namespace longhand
