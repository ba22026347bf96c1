#include "layout/strip.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "layout/background.h"
#include "layout/components.h"
#include "layout/ink.h"
#include "layout/line_finder.h"
#include "layout/zoom.h"

namespace longhand::layout {
namespace {

using image::Plane;

constexpr float kMargin = 0.14f;      ///< around the line, of its height
constexpr float kLeastMargin = 2.5f;  ///< pixels
constexpr float kDescent = 0.32f;     ///< room below the baseline, of the height above it
constexpr float kBlurredEdge = 2;     ///< pixels of the analysed plane
constexpr int kMostBoxes = 2;         ///< one within the other
constexpr int kBoxEdge = 1;           ///< pixels of a filled box that are not looked at

/// What was found in a picture.
struct Analysis {
  Zoom zoom;
  Plane ink;
  Components components;
  std::vector<Shape> shapes;
  Background paper;

  explicit Analysis(const Plane& picture) : Analysis(Zoom::of(picture), picture) {}
  Analysis(Zoom chosen, const Plane& picture) : Analysis(chosen, chosen.apply(picture), 0) {}

  std::uint8_t paper_at(int x, int y) const {
    return paper.at(std::clamp(x * zoom.up / zoom.down, 0, ink.width - 1),
                    std::clamp(y * zoom.up / zoom.down, 0, ink.height - 1));
  }

 private:
  Analysis(Zoom chosen, const Plane& seen, int) : zoom(chosen), paper(seen) {
    ink = find_ink(seen, paper);
    components = find_components(ink);
    shapes = classify(components, ink.width, ink.height, zoom.up);
  }
};

/// Paints paper over ink that is not the line's, and over its blurred edges.
class Eraser {
 public:
  Eraser(const Analysis& analysis, Plane& picture) : analysis_(analysis), picture_(picture) {}

  void erase(const Run& run) {
    const Plane& ink = analysis_.ink;
    const int edge = int(kBlurredEdge);
    for (int y = std::max(0, run.row - edge); y <= std::min(ink.height - 1, run.row + edge); ++y) {
      for (int x = std::max(0, run.left - edge); x < std::min(ink.width, run.right + edge); ++x) {
        const bool inside = y == run.row && x >= run.left && x < run.right;
        if (inside || ink.row(y)[x] == 0) paint(x, y);
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

  const Analysis& analysis_;
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
  const auto [least, most] = std::minmax(top * place.sine, bottom * place.sine);
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
      std::uint8_t* row = result.row(y);
      for (int x = 0; x < result.width; ++x)
        row[x] = std::uint8_t(place.sine == 0
                                  ? grey(int(place.left) + x, int(place.top) + y)
                                  : blend(place.to_picture({float(x) + 0.5f, float(y) + 0.5f})));
    }
    return result;
  }

 private:
  int grey(int x, int y) const {
    const bool inside = x >= 0 && y >= 0 && x < picture_.width && y < picture_.height;
    return inside ? picture_.row(y)[x] : analysis_.paper_at(x, y);
  }

  int blend(Point at) const {
    const float left = std::floor(at.x - 0.5f), top = std::floor(at.y - 0.5f);
    const int x = int(left), y = int(top);
    const int right = int((at.x - 0.5f - left) * 256), below = int((at.y - 0.5f - top) * 256);
    const int upper = grey(x, y) * (256 - right) + grey(x + 1, y) * right;
    const int lower = grey(x, y + 1) * (256 - right) + grey(x + 1, y + 1) * right;
    return (upper * (256 - below) + lower * below + (1 << 15)) >> 16;
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

Plane crop(const Plane& picture, const Box& box) {
  Plane result(box.right - box.left, box.bottom - box.top);
  for (int y = box.top; y < box.bottom; ++y)
    std::copy(picture.row(y) + box.left, picture.row(y) + box.right, result.row(y - box.top));
  return result;
}

std::optional<Strip> cut_line(Plane picture, int boxes);

/// The line in a filled box of the picture.
std::optional<Strip> cut_from_box(const Plane& picture, const Component& filled, float scale,
                                  int boxes) {
  const auto side = [scale](int at) { return int(float(at) * scale); };
  const Box box{side(filled.left) + kBoxEdge, side(filled.top) + kBoxEdge,
                side(filled.right) - kBoxEdge, side(filled.bottom) - kBoxEdge};
  if (box.right <= box.left || box.bottom <= box.top) return {};
  auto strip = cut_line(crop(picture, box), boxes + 1);
  if (!strip) return {};
  strip->place.left += float(box.left);
  strip->place.top += float(box.top);
  strip->ink.left += box.left;
  strip->ink.top += box.top;
  strip->place.picture_width = picture.width;
  strip->place.picture_height = picture.height;
  return strip;
}

std::optional<Strip> cut_line(Plane picture, int boxes) {
  const Analysis analysis(picture);
  const float scale = analysis.zoom.to_picture();
  const Component* box = boxes < kMostBoxes ? find_box(analysis) : nullptr;
  if (auto strip = box ? cut_from_box(picture, *box, scale, boxes) : std::nullopt) return strip;
  const auto line = find_line(analysis.components, analysis.shapes, analysis.ink.width,
                              analysis.ink.height, analysis.zoom.up);
  if (!line) return {};
  Eraser eraser(analysis, picture);
  for (const Run& run : analysis.components.runs)
    if (!line->member[run.component]) eraser.erase(run);
  const StripPlace place = place_strip(picture, *line, scale);
  return Strip{Cutter(picture, analysis).cut(place), place, ink_of(*line, analysis),
               line->several_lines};
}

}  // namespace

std::optional<Strip> cut_line(Plane picture) { return cut_line(std::move(picture), 0); }

}  // namespace longhand::layout
