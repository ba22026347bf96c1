#include "ocr/line/line_image.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "image/channels.h"
#include "image/histogram.h"
#include "image/scale.h"

namespace longhand::ocr {
namespace {

constexpr int kMaxOwnHeight = 48;

Result<void> check_scaled_size(int own_width, int own_height, float factor, int x_scale) {
  const int width = image::scaled_side(own_width, factor);
  const int height = image::scaled_side(own_height, factor);
  if (width >= x_scale && height >= x_scale && width <= kMaxScaledWidth) return {};
  return fail(ErrorCode::invalid_image,
              "image: " + std::to_string(own_width) + "x" + std::to_string(own_height) +
                  " pixels become " + std::to_string(width) + "x" + std::to_string(height) +
                  " at the model's line height, expected " + std::to_string(x_scale) + " to " +
                  std::to_string(kMaxScaledWidth) + " columns");
}

}  // namespace

float line_factor(int height, int network_height) {
  const int target = network_height > 0 ? network_height : std::min(height, kMaxOwnHeight);
  return float(target) / float(height);
}

Result<image::Plane> scale_line(const ImageView& image, int network_height, int x_scale) {
  auto channels = image::split_channels(image, image::Transparency::on_white);
  if (!channels) return tl::unexpected(channels.error());
  const float factor = line_factor(image.height, network_height);
  if (auto fits = check_scaled_size(image.width, image.height, factor, x_scale); !fits) {
    return tl::unexpected(fits.error());
  }
  for (image::Plane& plane : *channels) plane = image::scale(plane, factor);
  if (channels->size() == 1) return std::move(channels->front());
  return image::merge_to_grey((*channels)[0], (*channels)[1], (*channels)[2]);
}

Result<image::Plane> scale_line(const image::Plane& line, int network_height, int x_scale) {
  const float factor = line_factor(line.height, network_height);
  if (auto fits = check_scaled_size(line.width, line.height, factor, x_scale); !fits)
    return tl::unexpected(fits.error());
  return image::scale(line, factor);
}

Result<image::Plane> to_grey(const ImageView& image) {
  return image::to_grey(image, image::Transparency::by_contrast);
}

Contrast measure_contrast(const image::Plane& line) {
  const std::uint8_t* row = line.row(line.height / 2);
  image::Histogram minima, maxima;
  for (int x = 1; x + 1 < line.width; ++x) {
    const int before = row[x - 1], here = row[x], after = row[x + 1];
    if ((here < before && here <= after) || (here <= before && here < after)) minima.add(row[x]);
    if ((here > before && here >= after) || (here >= before && here > after)) maxima.add(row[x]);
  }
  if (minima.total() == 0) minima.add(0);
  if (maxima.total() == 0) maxima.add(255);
  const float black = minima.quantile(0.25);
  const float half_range = (maxima.quantile(0.75) - black) / 2.0f;
  return {black, half_range > 0 ? half_range : 1.0f};
}

void normalise(const image::Plane& line, Contrast contrast, nn::grid::Grid<float>& grid) {
  std::array<float, 256> table;  // of each grey
  for (int v = 0; v < 256; ++v) table[v] = (float(v) - contrast.black) / contrast.half_range - 1.0f;
  grid.resize(line.height, line.width, 1);
  std::transform(line.pixels.begin(), line.pixels.end(), grid.values.begin(),
                 [&table](std::uint8_t pixel) { return table[pixel]; });
}

void invert(image::Plane& line) {
  for (std::uint8_t& pixel : line.pixels) pixel = std::uint8_t(255 - pixel);
}

}  // namespace longhand::ocr
