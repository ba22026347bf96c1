#include "resolution.h"

#include <algorithm>
#include <string_view>

#include "jpeg_header.h"

namespace longhand::cli {
namespace {

constexpr float kLeastDpi = 100, kMostDpi = 4800;
constexpr float kMetresPerInch = 0.0254f;

std::uint32_t number_at(const Bytes& bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | bytes[at + i];
  return number;
}

/// Of the chunk pHYs, which stands before the pixels.
float png_dpi(const Bytes& file) {
  constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
  if (file.size() < kSignature.size() ||
      !std::equal(kSignature.begin(), kSignature.end(), file.begin(),
                  [](char a, std::uint8_t b) { return std::uint8_t(a) == b; }))
    return 0;
  constexpr std::size_t kAround = 12, kContent = 9;  // bytes: length, type and checksum; pHYs
  for (std::size_t at = kSignature.size(); at + kAround + kContent <= file.size();) {
    const std::size_t length = number_at(file, at);
    const std::string_view type(reinterpret_cast<const char*>(&file[at + 4]), 4);
    if (type == "IDAT") break;
    if (type == "pHYs" && length == kContent)
      return file[at + 16] == 1 ? float(number_at(file, at + 8)) * kMetresPerInch : 0;
    at += length + kAround;
  }
  return 0;
}

}  // namespace

float credible_dpi(float dpi) { return dpi >= kLeastDpi && dpi <= kMostDpi ? dpi : 0; }

float resolution_of(const Bytes& file) {
  const auto jpeg = read_jpeg_header(file);
  return credible_dpi(jpeg ? jpeg->dpi : png_dpi(file));
}

}  // namespace longhand::cli
