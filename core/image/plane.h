#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace longhand::image {

/// One 8-bit channel of an image, rows from top to bottom without gaps.
struct Plane {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;

  Plane() = default;
  Plane(int new_width, int new_height)
      : width(new_width), height(new_height), pixels(std::size_t(new_width) * new_height) {}

  std::uint8_t* row(int y) { return pixels.data() + std::size_t(y) * width; }
  const std::uint8_t* row(int y) const { return pixels.data() + std::size_t(y) * width; }
};

}  // namespace longhand::image
