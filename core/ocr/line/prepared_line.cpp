#include "ocr/line/prepared_line.h"

#include <algorithm>
#include <utility>

#include "image/interpolate.h"
#include "ocr/line/line_image.h"

namespace longhand::ocr {
namespace {

// Densities of strokes: networks misread letters that are narrower than those of most print; what
// has far more strokes is texture.
constexpr float kNarrow = 3.5f, kUsual = 2.8f, kTexture = 8;
constexpr float kMostWidening = 2;

/// How much wider a line has to be for the network, which sees it `factor` times as large.
float widening_of(const layout::Strip& line, float factor) {
  if (line.strokes <= kNarrow || line.strokes >= kTexture) return 1;
  const float longest = float(kMaxScaledWidth) / (factor * float(line.pixels.width));
  return std::max(1.0f, std::min({line.strokes / kUsual, kMostWidening, longest}));
}

/// The picture as it is.
Result<PreparedLine> take_whole(const ImageView& image, const LineSizes& sizes) {
  auto pixels = scale_line(image, sizes.height, sizes.x_scale);
  if (!pixels) return tl::unexpected(pixels.error());
  PreparedLine line{std::move(*pixels), layout::StripPlace::whole(image.width, image.height)};
  line.baseline = float(image.height);
  auto strip = layout::cut_line(*to_grey(image));
  if (!strip) return line;
  line.ink = std::move(strip->ink);
  line.baseline = strip->place.to_picture({float(strip->place.width) / 2, strip->baseline}).y;
  return line;
}

/// The line that is found in it.
Result<PreparedLine> cut_out(const ImageView& image, const LineSizes& sizes) {
  auto grey = to_grey(image);
  if (!grey) return tl::unexpected(grey.error());
  auto strip = layout::cut_line(std::move(*grey));
  if (!strip) return PreparedLine{};
  return prepare_strip(std::move(*strip), sizes);
}

}  // namespace

Result<PreparedLine> prepare_line(const ImageView& image, Layout layout, const LineSizes& sizes) {
  return layout == Layout::raw ? take_whole(image, sizes) : cut_out(image, sizes);
}

Result<PreparedLine> prepare_strip(layout::Strip strip, const LineSizes& sizes) {
  const float widening = widening_of(strip, line_factor(strip.pixels.height, sizes.height));
  if (widening > 1) {
    const int width = int(float(strip.pixels.width) * widening);
    strip.pixels = image::interpolate(strip.pixels, width, strip.pixels.height);
  }
  auto pixels = scale_line(strip.pixels, sizes.height, sizes.x_scale);
  if (!pixels) return tl::unexpected(pixels.error());
  return PreparedLine{
      std::move(*pixels), strip.place, std::move(strip.ink), strip.baseline, strip.several_lines,
      strip.doubtful,     widening};
}

}  // namespace longhand::ocr
