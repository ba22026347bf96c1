#include "layout/strip.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "image/crop.h"
#include "image/smooth.h"
#include "layout/background.h"
#include "layout/components.h"
#include "layout/ink.h"
#include "layout/line_finder.h"
#include "layout/stroke_density.h"
#include "layout/zoom.h"

namespace longhand::layout {
namespace {

using image::Plane;

constexpr float kMargin = 0.14f;      ///< around the line, of its height
constexpr float kLeastMargin = 2.5f;  ///< pixels
constexpr float kDescent = 0.32f;     ///< room below the baseline, of the height above it
constexpr int kBlurredEdge = 2;       ///< pixels of the analysed plane
constexpr int kFraction = 20;         ///< bits of a position between pixels
constexpr int kMostBoxes = 2;         ///< one within the other
constexpr int kBoxEdge = 1;           ///< pixels of a filled box that are not looked at

/// What was found in a picture.
struct Analysis {
  Zoom zoom;
  Background paper;
  Ink ink;
  Components components;
  std::vector<Shape> shapes;

  /// `seen` is the picture zoomed.
  Analysis(Zoom chosen, const Plane& seen)
      : zoom(chosen),
        paper(Background::of_line(seen)),
        ink(find_ink(seen, paper)),
        components(find_components(ink.pixels)),
        shapes(classify(components, seen.width, seen.height, zoom.up)) {}

  static Analysis of(const Plane& picture) {
    const Zoom zoom = Zoom::of(picture);
    if (zoom.is_none()) return {zoom, picture};
    return {zoom, zoom.apply(picture)};
  }

  /// Of the picture with a quarter of its noise: strokes hang together, grains do not.
  static Analysis of_smoothed(const Plane& picture) {
    return of(image::smooth(image::smooth(picture)));
  }

  std::uint8_t paper_at(int x, int y) const {
    return paper.at(std::clamp(x * zoom.up / zoom.down, 0, ink.pixels.width - 1),
                    std::clamp(y * zoom.up / zoom.down, 0, ink.pixels.height - 1));
  }
};

/// Paints paper over ink that is not the line's, and over its blurred edges.
class Eraser {
 public:
  Eraser(Analysis& analysis, Plane& picture) : analysis_(analysis), picture_(picture) {}

  void erase(const Run& run) {
    Plane& ink = analysis_.ink.pixels;
    constexpr int edge = kBlurredEdge;
    for (int y = std::max(0, run.row - edge); y <= std::min(ink.height - 1, run.row + edge); ++y) {
      for (int x = std::max(0, run.left - edge); x < std::min(ink.width, run.right + edge); ++x) {
        const bool inside = y == run.row && x >= run.left && x < run.right;
        if (inside || ink.row(y)[x] == 0) paint(x, y);
        ink.row(y)[x] = 1;  // not to be painted again
      }
    }
  }

 private:
  void paint(int x, int y) {
    const auto [left, right] = picture_pixels(x);
    const auto [top, bottom] = picture_pixels(y);
    for (int v = top; v < bottom; ++v)
      for (int u = left; u < right; ++u) picture_.row(v)[u] = analysis_.paper_at(u, v);
  }

  /// The pixels of the picture in a row or column of the analysed plane.
  std::pair<int, int> picture_pixels(int at) const {
    const auto [up, down] = analysis_.zoom;
    return {at * down / up, std::max((at + 1) * down / up, at * down / up + 1)};
  }

  Analysis& analysis_;
  Plane& picture_;
};

FoundInk ink_of(const TextLine& line, const Analysis& analysis) {
  FoundInk ink{{}, analysis.zoom.to_picture()};
  std::ranges::copy_if(analysis.components.runs, std::back_inserter(ink.runs),
                       [&](const Run& run) { return line.member[run.component]; });
  return ink;
}

/// Where the strip of a line lies, given the pixels of the picture in one of the analysed plane.
StripPlace place_strip(const Plane& picture, const TextLine& line, float scale) {
  StripPlace place = StripPlace::whole(picture.width, picture.height);
  const float lowest = std::max(float(line.bottom),
                                float(line.baseline) + kDescent * float(line.baseline - line.top));
  const float margin = std::max(kLeastMargin, kMargin * scale * (lowest - float(line.top)));
  const float top = float(line.top) * scale - margin, bottom = lowest * scale + margin;
  place.cosine = 1 / std::sqrt(1 + line.slope * line.slope);
  place.sine = line.slope * place.cosine;
  // In coordinates turned by the line's slope: u = x / cosine + v * sine, across it v * cosine.
  const auto [least, most] = std::minmax({top * place.sine, bottom * place.sine});
  const float u0 = std::floor(float(line.left) * scale / place.cosine + least - margin);
  const float u1 = std::ceil(float(line.right) * scale / place.cosine + most + margin);
  const float v0 = std::floor(top * place.cosine), v1 = std::ceil(bottom * place.cosine);
  place.width = int(u1 - u0);
  place.height = int(v1 - v0);
  place.left = u0 * place.cosine - v0 * place.sine;
  place.top = u0 * place.sine + v0 * place.cosine;
  return place;
}

/// Takes the pixels of a strip out of its picture; beyond the picture there is paper.
class Cutter {
 public:
  Cutter(const Plane& picture, const Analysis& analysis) : picture_(picture), analysis_(analysis) {}

  Plane cut(const StripPlace& place) const {
    Plane result(place.width, place.height);
    for (int y = 0; y < result.height; ++y) {
      const int row = int(place.top) + y;
      const bool like_last = y > 0 && (row < 0 || row > picture_.height);
      if (place.sine != 0) turn_row(place, y, result.row(y));
      else if (like_last) std::copy_n(result.row(y - 1), result.width, result.row(y));
      else copy_row(int(place.left), row, result.width, result.row(y));
    }
    return result;
  }

 private:
  int grey(int x, int y) const {
    const bool inside = x >= 0 && y >= 0 && x < picture_.width && y < picture_.height;
    return inside ? picture_.row(y)[x] : analysis_.paper_at(x, y);
  }

  /// Pixels (left, y), (left + 1, y), ...
  void copy_row(int left, int y, int count, std::uint8_t* to) const {
    const bool inside = y >= 0 && y < picture_.height;
    const int begin = inside ? std::clamp(-left, 0, count) : count;
    const int end = std::clamp(picture_.width - left, begin, count);
    for (int x = 0; x < begin; ++x) to[x] = std::uint8_t(grey(left + x, y));
    if (begin < end) std::copy_n(picture_.row(y) + left + begin, end - begin, to + begin);
    for (int x = end; x < count; ++x) to[x] = std::uint8_t(grey(left + x, y));
  }

  /// Row y of a turned strip, blended between the centres of pixels.
  void turn_row(const StripPlace& place, int y, std::uint8_t* to) const {
    const auto fixed = [](float value) { return std::int64_t(value * float(1 << kFraction)); };
    const Point start = place.to_picture({0.5f, float(y) + 0.5f});
    const std::int64_t right = fixed(place.cosine), down = fixed(place.sine);
    std::int64_t u = fixed(start.x - 0.5f), v = fixed(start.y - 0.5f);
    for (int x = 0; x < place.width; ++x, u += right, v += down) to[x] = blend(u, v);
  }

  std::uint8_t blend(std::int64_t u, std::int64_t v) const {
    const int x = int(u >> kFraction), y = int(v >> kFraction);
    const int right = int(u >> (kFraction - 8)) & 255, below = int(v >> (kFraction - 8)) & 255;
    if (x < 0 || y < 0 || x + 1 >= picture_.width || y + 1 >= picture_.height)
      return mix(grey(x, y), grey(x + 1, y), grey(x, y + 1), grey(x + 1, y + 1), right, below);
    const std::uint8_t *above = picture_.row(y) + x, *under = above + picture_.width;
    return mix(above[0], above[1], under[0], under[1], right, below);
  }

  static std::uint8_t mix(int a, int b, int c, int d, int right, int below) {
    const int upper = a * (256 - right) + b * right, lower = c * (256 - right) + d * right;
    return std::uint8_t((upper * (256 - below) + lower * below + (1 << 15)) >> 16);
  }

  const Plane& picture_;
  const Analysis& analysis_;
};

/// The first filled box of the picture, if there is one.
const Component* find_box(const Analysis& analysis) {
  const auto found = std::ranges::find(analysis.shapes, Shape::block);
  if (found == analysis.shapes.end()) return nullptr;
  return &analysis.components.parts[std::size_t(found - analysis.shapes.begin())];
}

std::optional<Strip> cut_line(Analysis analysis, Plane picture, int boxes);

/// The line in a filled box of the picture.
std::optional<Strip> cut_from_box(const Plane& picture, const Component& filled, float scale,
                                  int boxes) {
  const auto side = [scale](int at) { return int(float(at) * scale); };
  const Box box{side(filled.left) + kBoxEdge, side(filled.top) + kBoxEdge,
                side(filled.right) - kBoxEdge, side(filled.bottom) - kBoxEdge};
  if (box.right <= box.left || box.bottom <= box.top) return {};
  Plane inside = image::crop(picture, box.left, box.top, box.right, box.bottom);
  auto analysis = Analysis::of(inside);
  auto strip = cut_line(std::move(analysis), std::move(inside), boxes + 1);
  if (!strip) return {};
  strip->place.left += float(box.left);
  strip->place.top += float(box.top);
  strip->ink.left += box.left;
  strip->ink.top += box.top;
  strip->place.picture_width = picture.width;
  strip->place.picture_height = picture.height;
  return strip;
}

std::optional<Strip> cut_line(Analysis analysis, Plane picture, int boxes) {
  const float scale = analysis.zoom.to_picture();
  const Component* box = boxes < kMostBoxes ? find_box(analysis) : nullptr;
  if (auto strip = box ? cut_from_box(picture, *box, scale, boxes) : std::nullopt) return strip;
  const auto line = find_line(analysis.components, analysis.shapes, analysis.ink.pixels.width,
                              analysis.ink.pixels.height, analysis.zoom.up);
  if (!line) return {};
  Eraser eraser(analysis, picture);
  for (const Run& run : analysis.components.runs)
    if (!line->member[run.component]) eraser.erase(run);
  const StripPlace place = place_strip(picture, *line, scale);
  FoundInk ink = ink_of(*line, analysis);
  const float baseline = place.to_strip({0, float(line->baseline) * scale}).y;
  const float strokes = stroke_density(ink, place, baseline,
                                       float(line->baseline - line->top) * scale);
  return Strip{Cutter(picture, analysis).cut(place),
               place,
               std::move(ink),
               baseline,
               line->several_lines,
               strokes};
}

/// All of a picture; reading tells whether it is text.
Strip take_all(Plane picture) {
  Strip strip{.place = StripPlace::whole(picture.width, picture.height)};
  strip.baseline = float(picture.height) / (1 + kDescent);
  strip.pixels = std::move(picture);
  strip.doubtful = true;
  return strip;
}

}  // namespace

std::optional<Strip> cut_line(Plane picture) {
  Analysis analysis = Analysis::of(picture);
  if (!analysis.ink.drowns) return cut_line(std::move(analysis), std::move(picture), 0);
  if (auto strip = cut_line(std::move(analysis), picture, 0)) return strip;
  analysis = Analysis::of_smoothed(picture);
  if (auto strip = cut_line(std::move(analysis), picture, 0)) return strip;
  return take_all(std::move(picture));
}

}  // namespace longhand::layout
