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

double P(const char* name, double d) { const char* v = getenv(name); return v ? atof(v) : d; }

constexpr int kSidePixels = 1024;             ///< shorter side of what is analysed
constexpr int kMostPixels = 4 * 1024 * 1024;  ///< of what is analysed

int reduction(const Plane& picture) {
  int times = (std::min(picture.width, picture.height) + kSidePixels - 1) / kSidePixels;
  while ((picture.width / times) * std::int64_t(picture.height / times) > kMostPixels) ++times;
  return times;
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

/// What was found in a picture whose sides were divided by `times`.
struct Analysis {
  int times = 1;
  Plane ink;
  Components components;
  Background background;

  std::uint8_t paper(int x, int y) const {
    return background.at(std::clamp(x / times, 0, ink.width - 1),
                         std::clamp(y / times, 0, ink.height - 1));
  }
};

void paint_paper(Plane& picture, const Analysis& analysis, int x, int y) {
  for (int v = y * analysis.times; v < (y + 1) * analysis.times; ++v)
    for (int u = x * analysis.times; u < (x + 1) * analysis.times; ++u)
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

StripPlace place_strip(const Plane& picture, const TextLine& line, int times) {
  StripPlace place = StripPlace::whole(picture.width, picture.height);
  const float height = (line.bottom - line.top) * float(times);
  const float margin_y = std::max(float(P("PY_MIN", 1)), float(P("PY", 0.1)) * height);
  const float margin_x = std::max(float(P("PX_MIN", 2)), float(P("PX", 0.15)) * height);
  const float top = line.top * float(times) - margin_y, bottom = line.bottom * float(times) + margin_y;
  place.cosine = 1 / std::sqrt(1 + line.slope * line.slope);
  place.sine = line.slope * place.cosine;
  const float ends[] = {top * place.sine, bottom * place.sine};
  const float u0 = std::floor(line.left * float(times) / place.cosine + std::min(ends[0], ends[1]) - margin_x);
  const float u1 = std::ceil(line.right * float(times) / place.cosine + std::max(ends[0], ends[1]) + margin_x);
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

}  // namespace

std::optional<Strip> cut_line(Plane picture) {
  const int times = reduction(picture);
  const Plane seen = reduce(picture, times);
  const Background background(seen);
  Plane ink = find_ink(seen, background);
  Components components = find_components(ink);
  const auto line = find_line(components, seen.width, seen.height);
  if (!line) return {};
  const Analysis analysis{times, std::move(ink), std::move(components), background};
  erase(picture, analysis, *line);
  const StripPlace place = place_strip(picture, *line, times);
  return Strip{cut(picture, place, analysis), place, line->several_lines};
}

}  // namespace longhand::layout
