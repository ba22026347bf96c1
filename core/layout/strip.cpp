#include "layout/strip.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "layout/background.h"
#include "layout/components.h"
#include "layout/ink.h"
#include "layout/line_finder.h"

namespace longhand::layout {
namespace {

using image::Plane;

std::optional<Strip> cut_line(Plane picture, int depth);

double P(const char* name, double d) { const char* v = getenv(name); return v ? atof(v) : d; }

constexpr int kLeastSide = 44, kMostSide = 1024;  ///< shorter side of what is analysed
constexpr int kMostPixels = 4 * 1024 * 1024;      ///< of what is analysed

/// How much larger or smaller than the picture the plane is that is analysed.
struct Zoom {
  int up = 1, down = 1;
  float to_picture() const { return float(down) / float(up); }
};

Zoom choose_zoom(const Plane& picture) {
  const int side = std::min(picture.width, picture.height);
  Zoom zoom;
  if (side < kLeastSide && picture.width + picture.height < 8 * kMostSide) zoom.up = 2;
  zoom.down = (side + kMostSide - 1) / kMostSide;
  while (std::int64_t(picture.width / zoom.down) * (picture.height / zoom.down) > kMostPixels)
    ++zoom.down;
  return zoom;
}

/// Means of squares of `times` pixels; what is left over at the right and below is not looked at.
Plane reduce(const Plane& picture, int times) {
  Plane result(picture.width / times, picture.height / times);
  std::vector<int> sums(result.width);
  const int area = times * times;
  for (int y = 0; y < result.height; ++y) {
    std::fill(sums.begin(), sums.end(), area / 2);
    for (int v = 0; v < times; ++v) {
      const std::uint8_t* row = picture.row(y * times + v);
      for (int x = 0; x < result.width; ++x)
        for (int u = 0; u < times; ++u) sums[x] += *row++;
    }
    for (int x = 0; x < result.width; ++x) result.row(y)[x] = std::uint8_t(sums[x] / area);
  }
  return result;
}

/// Twice as large, blended between the centres of pixels.
Plane enlarge(const Plane& picture) {
  Plane result(2 * picture.width, 2 * picture.height);
  for (int y = 0; y < result.height; ++y) {
    const std::uint8_t* near = picture.row(y / 2);
    const std::uint8_t* far = picture.row(std::clamp(y / 2 + (y % 2 ? 1 : -1), 0, picture.height - 1));
    for (int x = 0; x < result.width; ++x) {
      const int u = x / 2, side = std::clamp(u + (x % 2 ? 1 : -1), 0, picture.width - 1);
      result.row(y)[x] = std::uint8_t((9 * near[u] + 3 * near[side] + 3 * far[u] + far[side] + 8) / 16);
    }
  }
  return result;
}

/// What was found in a picture.
struct Analysis {
  Zoom zoom;
  Plane ink;
  Components components;
  Background background;

  std::uint8_t paper(int x, int y) const {
    return background.at(std::clamp(x * zoom.up / zoom.down, 0, ink.width - 1),
                         std::clamp(y * zoom.up / zoom.down, 0, ink.height - 1));
  }
};

void paint_paper(Plane& picture, const Analysis& analysis, int x, int y) {
  const auto [up, down] = analysis.zoom;
  for (int v = y * down / up; v < std::max((y + 1) * down / up, y * down / up + 1); ++v)
    for (int u = x * down / up; u < std::max((x + 1) * down / up, x * down / up + 1); ++u)
      picture.row(v)[u] = analysis.paper(u, v);
}

/// Paints paper over the ink that is not the line's, and over its blurred edges.
void erase(Plane& picture, const Analysis& analysis, const TextLine& line) {
  const Plane& ink = analysis.ink;
  for (const Run& run : analysis.components.runs) {
    if (line.member[run.component]) continue;
    for (int y = std::max(0, run.row - 2); y <= std::min(ink.height - 1, run.row + 2); ++y) {
      for (int x = std::max(0, run.left - 2); x < std::min(ink.width, run.right + 2); ++x) {
        const bool inside = y == run.row && x >= run.left && x < run.right;
        if (inside || ink.row(y)[x] == 0) paint_paper(picture, analysis, x, y);
      }
    }
  }
}

StripPlace place_strip(const Plane& picture, const TextLine& line, float times) {
  StripPlace place = StripPlace::whole(picture.width, picture.height);
  const float descent = float(P("D", 0.25)) * (line.baseline - line.top);
  const float lowest = std::max(line.bottom, line.baseline + descent);
  const float height = (lowest - line.top) * times;
  const float margin_y = std::max(float(P("PY_MIN", 2)), float(P("PY", 0.12)) * height);
  const float margin_x = std::max(float(P("PX_MIN", 2)), float(P("PX", 0.12)) * height);
  const float top = line.top * times - margin_y, bottom = lowest * times + margin_y;
  place.cosine = 1 / std::sqrt(1 + line.slope * line.slope);
  place.sine = line.slope * place.cosine;
  const float ends[] = {top * place.sine, bottom * place.sine};
  const float u0 = std::floor(line.left * times / place.cosine + std::min(ends[0], ends[1]) - margin_x);
  const float u1 = std::ceil(line.right * times / place.cosine + std::max(ends[0], ends[1]) + margin_x);
  const float v0 = std::floor(top * place.cosine), v1 = std::ceil(bottom * place.cosine);
  place.width = int(u1 - u0);
  place.height = int(v1 - v0);
  const Point corner{u0 * place.cosine - v0 * place.sine, u0 * place.sine + v0 * place.cosine};
  place.left = corner.x;
  place.top = corner.y;
  return place;
}

Plane cut(const Plane& picture, const StripPlace& place, const Analysis& analysis) {
  Plane result(place.width, place.height);
  const auto grey = [&](int x, int y) -> int {
    if (x >= 0 && y >= 0 && x < picture.width && y < picture.height) return picture.row(y)[x];
    return analysis.paper(x, y);
  };
  for (int v = 0; v < result.height; ++v) {
    for (int u = 0; u < result.width; ++u) {
      if (place.sine == 0) {
        result.row(v)[u] = std::uint8_t(grey(int(place.left) + u, int(place.top) + v));
        continue;
      }
      const Point at = place.to_picture({float(u) + 0.5f, float(v) + 0.5f});
      const float x = at.x - 0.5f, y = at.y - 0.5f;
      const int x0 = int(std::floor(x)), y0 = int(std::floor(y));
      const int fx = int((x - float(x0)) * 256), fy = int((y - float(y0)) * 256);
      const int upper = grey(x0, y0) * (256 - fx) + grey(x0 + 1, y0) * fx;
      const int lower = grey(x0, y0 + 1) * (256 - fx) + grey(x0 + 1, y0 + 1) * fx;
      result.row(v)[u] = std::uint8_t((upper * (256 - fy) + lower * fy + (1 << 15)) >> 16);
    }
  }
  return result;
}

/// The largest filled box that takes a quarter of the picture.
const Component* find_block(const Components& components, const std::vector<Shape>& shapes,
                            const Plane& seen) {
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const Component& part = components.parts[i];
    if (shapes[i] == Shape::block && std::int64_t(part.width()) * part.height() * 4 >=
                                         std::int64_t(seen.width) * seen.height)
      return &part;
  }
  return nullptr;
}

Plane crop(const Plane& picture, int left, int top, int right, int bottom) {
  Plane result(right - left, bottom - top);
  for (int y = top; y < bottom; ++y)
    std::copy(picture.row(y) + left, picture.row(y) + right, result.row(y - top));
  return result;
}

/// The line in a filled box of the picture.
std::optional<Strip> cut_from_block(const Plane& picture, const Component& block, Zoom zoom,
                                    int depth) {
  const float scale = zoom.to_picture();
  const int left = int(float(block.left) * scale) + 3, right = int(float(block.right) * scale) - 3;
  const int top = int(float(block.top) * scale) + 3, bottom = int(float(block.bottom) * scale) - 3;
  if (right - left < 4 || bottom - top < 4) return {};
  auto strip = cut_line(crop(picture, left, top, right, bottom), depth + 1);
  if (!strip) return {};
  StripPlace& place = strip->place;
  place.left += float(left);
  place.top += float(top);
  place.picture_width = picture.width;
  place.picture_height = picture.height;
  return strip;
}

std::optional<Strip> cut_line(Plane picture, int depth) {
  const Zoom zoom = choose_zoom(picture);
  const Plane seen = zoom.up == 2 ? enlarge(picture) : reduce(picture, zoom.down);
  const Background background(seen);
  Plane ink = find_ink(seen, background);
  Components components = find_components(ink);
  const std::vector<Shape> shapes = classify(components, seen.width, seen.height, zoom.up);
  if (const Component* block = find_block(components, shapes, seen); block && depth < 2) {
    auto strip = cut_from_block(picture, *block, zoom, depth);
    if (strip) return strip;
  }
  const auto line = find_line(components, shapes, seen.width, seen.height, zoom.up);
  if (!line) return {};
  const Analysis analysis{zoom, std::move(ink), std::move(components), background};
  erase(picture, analysis, *line);
  const StripPlace place = place_strip(picture, *line, zoom.to_picture());
  return Strip{cut(picture, place, analysis), place, line->several_lines};
}

}  // namespace

std::optional<Strip> cut_line(Plane picture) { return cut_line(std::move(picture), 0); }

}  // namespace longhand::layout
