#include "image/channels.h"

#include <algorithm>
#include <string>

#include "image/ground.h"

namespace longhand::image {
namespace {

std::string size_of(const ImageView& image) {
  return std::to_string(image.width) + "x" + std::to_string(image.height);
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

/// Calls use(x, red, green, blue) for the pixels of a row, what one can see through on the ground.
template <class Use>
void for_each_pixel(const ImageView& image, int y, Ground ground, Use use) {
  const std::uint8_t* pixel = row_of(image, y);
  for (int x = 0; x < image.width; ++x, pixel += image.channels) {
    const std::uint8_t alpha = image.channels == 4 ? pixel[3] : 255;
    if (alpha == 255) use(x, pixel[0], pixel[1], pixel[2]);
    else
      use(x, over(ground.red, pixel[0], alpha), over(ground.green, pixel[1], alpha),
          over(ground.blue, pixel[2], alpha));
  }
}

std::vector<Plane> three_channels(const ImageView& image, Ground ground) {
  std::vector<Plane> planes(3, Plane(image.width, image.height));
  for (int y = 0; y < image.height; ++y) {
    for_each_pixel(image, y, ground, [&](int x, auto red, auto green, auto blue) {
      planes[0].row(y)[x] = red;
      planes[1].row(y)[x] = green;
      planes[2].row(y)[x] = blue;
    });
  }
  return planes;
}

std::uint8_t grey_of(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
  return std::uint8_t(0.3f * red + 0.5f * green + 0.2f * blue + 0.5);
}

Ground ground_of(const ImageView& image, Transparency transparency) {
  const bool chosen = image.channels == 4 && transparency == Transparency::by_contrast;
  return chosen ? choose_ground(image) : Ground{};
}

}  // namespace

Result<void> check_view(const ImageView& image) {
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

Result<std::vector<Plane>> split_channels(const ImageView& image, Transparency transparency) {
  if (auto checked = check_view(image); !checked) return tl::unexpected(checked.error());
  if (!is_opaque_grey(image)) {
    return three_channels(image, ground_of(image, transparency));
  }
  std::vector<Plane> planes;
  planes.push_back(first_channel(image));
  return planes;
}

Result<Plane> to_grey(const ImageView& image, Transparency transparency) {
  if (auto checked = check_view(image); !checked) return tl::unexpected(checked.error());
  if (is_opaque_grey(image)) return first_channel(image);
  const Ground ground = ground_of(image, transparency);
  Plane grey(image.width, image.height);
  for (int y = 0; y < image.height; ++y) {
    std::uint8_t* to = grey.row(y);
    for_each_pixel(image, y, ground, [to](int x, auto red, auto green, auto blue) {
      to[x] = grey_of(red, green, blue);
    });
  }
  return grey;
}

Plane merge_to_grey(const Plane& red, const Plane& green, const Plane& blue) {
  Plane grey(red.width, red.height);
  for (std::size_t i = 0; i < grey.pixels.size(); ++i) {
    grey.pixels[i] = grey_of(red.pixels[i], green.pixels[i], blue.pixels[i]);
  }
  return grey;
}

}  // namespace longhand::image
