#include "image/channels.h"

#include <algorithm>
#include <string>

#include "image/ground.h"

namespace longhand::image {
namespace {

std::string size_of(const ImageView& image) {
  return std::to_string(image.width) + "x" + std::to_string(image.height);
}

Result<void> check(const ImageView& image) {
  const auto bad = [](const std::string& message) {
    return fail(ErrorCode::invalid_image, "image: " + message);
  };
  if (image.width < 1 || image.height < 1 || image.width > kMaxImageSide ||
      image.height > kMaxImageSide) {
    return bad("expected sides of 1 to " + std::to_string(kMaxImageSide) + " pixels, found " +
               size_of(image));
  }
  if (std::int64_t(image.width) * image.height > kMaxImagePixels) {
    return bad("expected at most " + std::to_string(kMaxImagePixels) + " pixels, found " +
               size_of(image));
  }
  if (image.channels != 1 && image.channels != 3 && image.channels != 4) {
    return bad("expected 1, 3 or 4 channels, found " + std::to_string(image.channels));
  }
  if (image.pixels == nullptr) return bad("expected pixels, found none");
  if (image.stride < std::ptrdiff_t(image.width) * image.channels) {
    return bad("expected a stride of at least " + std::to_string(image.width * image.channels) +
               " bytes, found " + std::to_string(image.stride));
  }
  return {};
}

const std::uint8_t* row_of(const ImageView& image, int y) {
  return image.pixels + y * image.stride;
}

bool row_is_opaque_grey(const std::uint8_t* row, int width, int channels) {
  unsigned difference = 0;
  for (int x = 0; x < width; ++x) {
    const std::uint8_t* pixel = row + std::ptrdiff_t(x) * channels;
    difference |= (pixel[0] ^ pixel[1]) | (pixel[1] ^ pixel[2]);
    if (channels == 4) difference |= pixel[3] ^ 255u;
  }
  return difference == 0;
}

bool is_opaque_grey(const ImageView& image) {
  if (image.channels == 1) return true;
  for (int y = 0; y < image.height; ++y) {
    if (!row_is_opaque_grey(row_of(image, y), image.width, image.channels)) return false;
  }
  return true;
}

Plane first_channel(const ImageView& image) {
  Plane plane(image.width, image.height);
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* from = row_of(image, y);
    std::uint8_t* to = plane.row(y);
    for (int x = 0; x < image.width; ++x) to[x] = from[std::ptrdiff_t(x) * image.channels];
  }
  return plane;
}

std::uint8_t over(std::uint8_t ground, std::uint8_t value, std::uint8_t alpha) {
  const float opacity = float(alpha / 255.0);
  return std::uint8_t((1.0 - opacity) * ground + opacity * value);
}

std::vector<Plane> three_channels(const ImageView& image, Ground ground) {
  const std::uint8_t under[] = {ground.red, ground.green, ground.blue};
  std::vector<Plane> planes(3, Plane(image.width, image.height));
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* pixel = row_of(image, y);
    for (int x = 0; x < image.width; ++x, pixel += image.channels) {
      const std::uint8_t alpha = image.channels == 4 ? pixel[3] : 255;
      for (int c = 0; c < 3; ++c) {
        planes[c].row(y)[x] = alpha == 255 ? pixel[c] : over(under[c], pixel[c], alpha);
      }
    }
  }
  return planes;
}

}  // namespace

Result<std::vector<Plane>> split_channels(const ImageView& image, Transparency transparency) {
  if (auto checked = check(image); !checked) return tl::unexpected(checked.error());
  if (!is_opaque_grey(image)) {
    const bool chosen = image.channels == 4 && transparency == Transparency::by_contrast;
    return three_channels(image, chosen ? choose_ground(image) : Ground{});
  }
  std::vector<Plane> planes;
  planes.push_back(first_channel(image));
  return planes;
}

Plane merge_to_grey(const Plane& red, const Plane& green, const Plane& blue) {
  Plane grey(red.width, red.height);
  for (std::size_t i = 0; i < grey.pixels.size(); ++i) {
    const float sum = 0.3f * red.pixels[i] + 0.5f * green.pixels[i] + 0.2f * blue.pixels[i];
    grey.pixels[i] = std::uint8_t(sum + 0.5);
  }
  return grey;
}

}  // namespace longhand::image
