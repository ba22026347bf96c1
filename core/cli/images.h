#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <longhand/ocr.h>

#include "files.h"
#include "orientation.h"

namespace longhand::cli {

/// Larger image files are refused before anything is decoded.
constexpr std::size_t kMaxImageFileSize = std::size_t{1} << 28;

/// A decoded image: 8-bit grey, RGB or RGBA.
class Image {
 public:
  using Pixels = std::unique_ptr<std::uint8_t, void (*)(void*)>;

  Image(Pixels pixels, int width, int height, int channels)
      : pixels_(std::move(pixels)), width_(width), height_(height), channels_(channels) {}

  ImageView view() const;

  /// Throws Failure if there is no memory for it.
  void turn(Orientation orientation);

 private:
  Pixels pixels_;
  int width_, height_, channels_;
};

/// Refuses what is larger than kMaxImageSide and kMaxImagePixels. Throws Failure.
void check_image_size(std::int64_t width, std::int64_t height, const std::string& name);

/// Pixels for an image. Throws Failure if there is no memory.
Image::Pixels allocate_pixels(std::size_t size);

/// Decodes PNG, JPEG, BMP, or binary PGM or PPM, and turns it upright as its Exif data say; of
/// 16-bit samples the upper byte is taken. The size in the header is checked against kMaxImageSide
/// and kMaxImagePixels first, and decoding never takes more than a small multiple of that. Throws
/// Failure; `name` is what messages call the file.
Image decode_image(const Bytes& file, const std::string& name);

}  // namespace longhand::cli
