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

/// The picture as it is.
Result<PreparedLine> take_whole(const ImageView& image, int height, int x_scale) {
  auto pixels = scale_line(image, height, x_scale);
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
Result<PreparedLine> cut_out(const ImageView& image, int height, int x_scale) {
  auto grey = to_grey(image);
  if (!grey) return tl::unexpected(grey.error());
  auto strip = layout::cut_line(std::move(*grey));
  if (!strip) return PreparedLine{};
  return prepare_strip(std::move(*strip), height, x_scale);
}

}  // namespace

Result<PreparedLine> prepare_line(const ImageView& image, Layout layout, int height, int x_scale) {
  return layout == Layout::raw ? take_whole(image, height, x_scale)
                               : cut_out(image, height, x_scale);
}

Result<PreparedLine> prepare_strip(layout::Strip strip, int height, int x_scale) {
  float widening = 1;
  if (strip.strokes > kNarrow && strip.strokes < kTexture) {
    widening = std::min(strip.strokes / kUsual, kMostWidening);
    const int width = int(float(strip.pixels.width) * widening);
    strip.pixels = image::interpolate(strip.pixels, width, strip.pixels.height);
  }
  auto pixels = scale_line(strip.pixels, height, x_scale);
  if (!pixels) return tl::unexpected(pixels.error());
  return PreparedLine{std::move(*pixels), strip.place,         std::move(strip.ink),
                      strip.baseline,     strip.several_lines, widening};
}

}  // namespace longhand::ocr
