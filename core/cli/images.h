#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <longhand/ocr.h>

#include "files.h"
#include "orientation.h"

namespace longhand::cli {

/// Larger image files are refused before anything is decoded.
constexpr std::size_t kMaxImageFileSize = std::size_t{1} << 28;

/// A decoded image: 8-bit grey, RGB or RGBA.
class Image {
 public:
  ImageView view() const;

 private:
  friend Image decode_image(const Bytes& file, const std::string& name);
  void turn(Orientation orientation);

  std::unique_ptr<std::uint8_t, void (*)(void*)> pixels_{nullptr, nullptr};
  int width_ = 0, height_ = 0, channels_ = 0;
};

/// Decodes PNG, JPEG, BMP, or binary PGM or PPM, and turns it upright as its Exif data say; of
/// 16-bit samples the upper byte is taken. The size in the header is checked against kMaxImageSide
/// and kMaxImagePixels first, and decoding never takes more than a small multiple of that. Throws
/// Failure; `name` is what messages call the file.
Image decode_image(const Bytes& file, const std::string& name);

}  // namespace longhand::cli
