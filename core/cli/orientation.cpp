#include "orientation.h"

#include <algorithm>
#include <memory>
#include <string_view>

#include <libexif/exif-data.h>

namespace longhand::cli {
namespace {

constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1a\n";
constexpr std::string_view kExifHeader("Exif\0\0", 6);

bool starts_with(std::span<const std::uint8_t> bytes, std::string_view start) {
  return bytes.size() >= start.size() &&
         std::equal(start.begin(), start.end(), bytes.begin(),
                    [](char a, std::uint8_t b) { return std::uint8_t(a) == b; });
}

std::size_t big_endian(std::span<const std::uint8_t> bytes) {
  std::size_t value = 0;
  for (const std::uint8_t byte : bytes.first(4)) value = value << 8 | byte;
  return value;
}

/// The content of a PNG file's eXIf chunk; empty if there is no whole one.
std::span<const std::uint8_t> exif_chunk(std::span<const std::uint8_t> png) {
  constexpr std::size_t kAround = 12;  // length, type and checksum
  auto rest = png.subspan(kPngSignature.size());
  while (rest.size() >= kAround) {
    const std::size_t length = big_endian(rest);
    if (length > rest.size() - kAround) break;
    if (starts_with(rest.subspan(4), "eXIf")) return rest.subspan(8, length);
    rest = rest.subspan(kAround + length);
  }
  return {};
}

/// What libexif takes: a whole JPEG file, or Exif data with their header.
Bytes exif_source(const Bytes& file) {
  if (!starts_with(file, kPngSignature)) return file;
  Bytes source(kExifHeader.begin(), kExifHeader.end());
  const auto chunk = exif_chunk(file);
  source.insert(source.end(), chunk.begin(), chunk.end());
  return source;
}

int orientation_tag(const Bytes& source) {
  const std::unique_ptr<ExifData, void (*)(ExifData*)> data(exif_data_new(), exif_data_unref);
  if (!data) return 1;
  exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_load_data(data.get(), source.data(), unsigned(source.size()));
  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (!entry || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
  return exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
}

}  // namespace

Orientation orientation_of(int tag) {
  constexpr Orientation kOrientations[] = {
      {false, false, false}, {false, true, false}, {false, true, true}, {false, false, true},
      {true, false, false},  {true, false, true},  {true, true, true},  {true, true, false}};
  return kOrientations[tag >= 1 && tag <= 8 ? tag - 1 : 0];
}

Orientation read_orientation(const Bytes& file) {
  return orientation_of(orientation_tag(exif_source(file)));
}

}  // namespace longhand::cli
