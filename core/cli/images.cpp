#include "images.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "commands.h"

namespace {

/// The decoder's own limit on one piece of memory: a 16-bit RGBA image of the largest size.
constexpr std::size_t kMaxAllocation = std::size_t{8} * longhand::kMaxImagePixels + (1 << 20);

void* bounded_realloc(void* memory, std::size_t size) {
  return size > kMaxAllocation ? nullptr : std::realloc(memory, size);
}

}  // namespace

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_ONLY_PNM
#define STBI_MALLOC(size) bounded_realloc(nullptr, size)
#define STBI_REALLOC(memory, size) bounded_realloc(memory, size)
#define STBI_FREE(memory) std::free(memory)
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb/stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace longhand::cli {
namespace {

[[noreturn]] void fail_decoding(const std::string& name) {
  throw Failure(name + ": expected a PNG, JPEG, BMP, PGM or PPM image: " + stbi_failure_reason());
}

/// stb_image hands out grey with alpha as two channels, which the recogniser takes as RGBA.
int channels_to_ask_for(int channels) { return channels == 2 ? 4 : channels; }

/// stb_image does not notice that a PGM or PPM file ends early.
void check_complete(const Bytes& file, int samples, const std::string& name) {
  if (file[0] != 'P') return;
  const int bytes_per_sample = stbi_is_16_bit_from_memory(file.data(), int(file.size())) ? 2 : 1;
  const std::size_t needed = std::size_t(samples) * bytes_per_sample;
  if (file.size() >= needed) return;
  throw Failure(name + ": expected at least " + std::to_string(needed) +
                " bytes of pixels, found " + std::to_string(file.size()) + " bytes");
}

/// Writes the pixels of `stored` in the order that stands upright.
void copy_upright(const ImageView& stored, Orientation orientation, std::uint8_t* to) {
  const auto [swapped, from_right, from_bottom] = orientation;
  const int width = swapped ? stored.height : stored.width;
  const int height = swapped ? stored.width : stored.height;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x, to += stored.channels) {
      const int column = swapped ? y : x, row = swapped ? x : y;
      const int from_x = from_right ? stored.width - 1 - column : column;
      const int from_y = from_bottom ? stored.height - 1 - row : row;
      const std::uint8_t* pixel = stored.pixels + from_y * stored.stride +
                                  std::ptrdiff_t(from_x) * stored.channels;
      std::copy_n(pixel, stored.channels, to);
    }
  }
}

}  // namespace

void check_image_size(std::int64_t width, std::int64_t height, const std::string& name) {
  const bool fits = width >= 1 && height >= 1 && width <= kMaxImageSide &&
                    height <= kMaxImageSide && width * height <= kMaxImagePixels;
  if (fits) return;
  throw Failure(name + ": expected an image of at most " + std::to_string(kMaxImageSide) +
                " pixels a side and " + std::to_string(kMaxImagePixels) + " in all, found " +
                std::to_string(width) + "x" + std::to_string(height));
}

Image::Pixels allocate_pixels(std::size_t size) {
  Image::Pixels pixels(static_cast<std::uint8_t*>(std::malloc(size)), std::free);
  if (!pixels) throw Failure("out of memory");
  return pixels;
}

ImageView Image::view() const {
  return {pixels_.get(), width_, height_, channels_, std::ptrdiff_t{width_} * channels_};
}

void Image::turn(Orientation orientation) {
  const auto [swapped, from_right, from_bottom] = orientation;
  if (!swapped && !from_right && !from_bottom) return;
  Pixels upright = allocate_pixels(std::size_t(width_) * height_ * channels_);
  copy_upright(view(), orientation, upright.get());
  pixels_ = std::move(upright);
  if (swapped) std::swap(width_, height_);
}

Image decode_image(const Bytes& file, const std::string& name) {
  if (file.size() > kMaxImageFileSize) throw Failure(name + ": image file too large");
  const auto* bytes = file.data();
  const int size = int(file.size());
  int width = 0, height = 0, channels = 0;
  if (!stbi_info_from_memory(bytes, size, &width, &height, &channels)) fail_decoding(name);
  check_image_size(width, height, name);
  const int wanted = channels_to_ask_for(channels);
  check_complete(file, width * height * wanted, name);
  Image image(
      {stbi_load_from_memory(bytes, size, &width, &height, &channels, wanted), stbi_image_free},
      width, height, wanted);
  if (!image.view().pixels) fail_decoding(name);
  image.turn(read_orientation(file));
  return image;
}

}  // namespace longhand::cli
