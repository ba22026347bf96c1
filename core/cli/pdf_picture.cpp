#include "pdf_picture.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "jpeg_header.h"
#include "packer.h"

namespace longhand::cli {
namespace {

/// A row in grey or RGB, on white.
Bytes opaque_row(const ImageView& image, int y) {
  const std::uint8_t* pixel = image.pixels + y * image.stride;
  if (image.channels < 4) return {pixel, pixel + std::ptrdiff_t{image.width} * image.channels};
  Bytes row;
  row.reserve(std::size_t(image.width) * 3);
  for (int x = 0; x < image.width; ++x, pixel += 4)
    for (int channel = 0; channel < 3; ++channel)
      row.push_back(std::uint8_t(255 - (255 - pixel[channel]) * pixel[3] / 255));
  return row;
}

int opaque_channels(const ImageView& image) { return image.channels == 1 ? 1 : 3; }

bool is_grey(const Bytes& row) {
  for (std::size_t i = 0; i + 2 < row.size(); i += 3)
    if (row[i] != row[i + 1] || row[i] != row[i + 2]) return false;
  return true;
}

bool is_black_or_white(std::uint8_t grey) { return grey == 0 || grey == 255; }

/// What the pixels of a picture need.
struct Depth {
  int channels, bits;
};

Depth depth_of(const ImageView& image) {
  const int channels = opaque_channels(image);
  bool grey = true, bilevel = true;
  for (int y = 0; y < image.height && grey; ++y) {
    const Bytes row = opaque_row(image, y);
    grey = channels == 1 || is_grey(row);
    bilevel = bilevel && std::ranges::all_of(row, is_black_or_white);
  }
  return {grey ? 1 : channels, grey && bilevel ? 1 : 8};
}

Bytes every_third(const Bytes& row) {
  Bytes grey;
  for (std::size_t i = 0; i < row.size(); i += 3) grey.push_back(row[i]);
  return grey;
}

Bytes to_bits(const Bytes& row) {
  Bytes bits((row.size() + 7) / 8);
  for (std::size_t x = 0; x < row.size(); ++x)
    bits[x / 8] |= std::uint8_t((row[x] >> 7) << (7 - x % 8));
  return bits;
}

Bytes packed_row(const ImageView& image, int y, Depth depth) {
  Bytes row = opaque_row(image, y);
  if (depth.channels < opaque_channels(image)) row = every_third(row);
  return depth.bits == 1 ? to_bits(row) : row;
}

EncodedPicture pack(const ImageView& image) {
  const Depth depth = depth_of(image);
  Packer packer;
  for (int y = 0; y < image.height; ++y) packer.add(packed_row(image, y, depth));
  EncodedPicture packed;
  packed.about = {.coding = PdfPicture::Coding::deflate,
                  .width = image.width,
                  .height = image.height,
                  .channels = depth.channels,
                  .bits = depth.bits};
  packed.bytes = packer.finish();
  return packed;
}

std::optional<EncodedPicture> keep_jpeg(const Bytes& file) {
  const auto header = read_jpeg_header(file);
  if (!header || (header->channels != 1 && header->channels != 3)) return std::nullopt;
  const auto [swapped, from_right, from_bottom] = read_orientation(file);
  EncodedPicture kept;
  kept.about = {.width = header->width,
                .height = header->height,
                .channels = header->channels,
                .swapped = swapped,
                .from_right = from_right,
                .from_bottom = from_bottom};
  kept.bytes = file;
  return kept;
}

}  // namespace

PdfPicture EncodedPicture::view() const {
  PdfPicture picture = about;
  picture.bytes = bytes;
  return picture;
}

EncodedPicture encode_picture(const Picture& picture, const Bytes& file) {
  std::optional<EncodedPicture> kept = keep_jpeg(file);
  EncodedPicture encoded = kept ? std::move(*kept) : pack(picture.image.view());
  encoded.about.dpi = picture.dpi;
  return encoded;
}

}  // namespace longhand::cli
