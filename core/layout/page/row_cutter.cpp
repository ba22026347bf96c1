#include "layout/page/row_cutter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "layout/stroke_density.h"

namespace longhand::layout {
namespace {

using image::Plane;

constexpr float kMargin = 0.14f;      ///< around the line, of its height
constexpr float kLeastMargin = 2.5f;  ///< pixels
constexpr float kDescent = 0.26f;     ///< room below the baseline, of the height above it
constexpr float kMostAbove = 1.6f, kMostBelow = 0.6f;  ///< of the baseline, of the ascent
constexpr float kLeastShared = 1.4f, kMostShared = 4;  ///< of what two rows share, of the size
constexpr int kBlurredEdge = 2;                        ///< pixels of the analysed plane
constexpr int kPaperWidth = 64;  ///< columns of a strip whose paper has one grey

enum Mask : std::uint8_t { nothing, own, foreign };

/// How far the ink of a row reaches above and below its baseline.
struct Extent {
  float above = 0, below = 0;
};

Extent extent_of(const TextRow& row, const PageInk& ink) {
  Extent extent{row.ascent, 0};
  for (const int index : row.parts) {
    const Component& part = ink.components.parts[index];
    const float y = row.baseline(float(part.left + part.right) / 2);
    extent.above = std::max(extent.above, y - float(part.top));
    extent.below = std::max(extent.below, float(part.bottom) - y);
  }
  return {std::min(extent.above, kMostAbove * row.ascent),
          std::min(extent.below, kMostBelow * row.ascent)};
}

/// Whether a run is this row's part of a component that two rows share, where a letter touches one
/// of the next line.
bool is_shared(const Component& part, const Run& run, const TextRow& row) {
  const float height = float(part.height()), size = row.size();
  if (height < kLeastShared * size || height > kMostShared * size ||
      float(part.width()) > kMostShared * size)
    return false;
  const float above = row.baseline(float(run.left + run.right) / 2) - float(run.row);
  return above > -kDescent * size && above < size;
}

/// What the ink in a part of the analysed plane belongs to.
class InkMask {
 public:
  InkMask(const PageInk& ink, const TextRow& row, const Box& part)
      : part_(part), mask_(part.right - part.left, part.bottom - part.top) {
    for (const Run& run : ink.runs_in(part.top, part.bottom)) {
      const bool kept = ink.panels[run.component] ||
                        is_shared(ink.components.parts[run.component], run, row);
      if (!kept) draw(run, foreign);
    }
    for (const int component : row.parts)
      for (const int run : ink.runs_of(component)) draw(ink.components.runs[run], own);
    widen();
  }

  Mask at(int x, int y) const {
    if (x < part_.left || x >= part_.right || y < part_.top || y >= part_.bottom) return nothing;
    return Mask(mask_.row(y - part_.top)[x - part_.left]);
  }

 private:
  void draw(const Run& run, Mask value) {
    if (run.row < part_.top || run.row >= part_.bottom) return;
    const int left = std::max(run.left, part_.left), right = std::min(run.right, part_.right);
    std::uint8_t* row = mask_.row(run.row - part_.top) - part_.left;
    if (left < right) std::fill(row + left, row + right, value);
  }

  /// By the blurred edges of ink.
  void widen() {
    const Plane before = mask_;
    for (int y = 0; y < mask_.height; ++y) {
      const std::uint8_t* from = before.row(y);
      for (int x = 0; x < mask_.width; ++x) {
        if (from[x] != foreign) continue;
        const int bottom = std::min(mask_.height - 1, y + kBlurredEdge);
        const int right = std::min(mask_.width - 1, x + kBlurredEdge);
        for (int v = std::max(0, y - kBlurredEdge); v <= bottom; ++v)
          for (int u = std::max(0, x - kBlurredEdge); u <= right; ++u)
            if (before.row(v)[u] == nothing) mask_.row(v)[u] = foreign;
      }
    }
  }

  Box part_;
  Plane mask_;
};

/// The part of the analysed plane that a strip covers.
Box covered(const StripPlace& place, const PageInk& ink) {
  const float to_plane = 1 / ink.zoom.to_picture();
  const auto corners = place.polygon(0, 0, float(place.width), float(place.height));
  const auto [left, right] = std::ranges::minmax(corners, {}, &Point::x);
  const auto [top, bottom] = std::ranges::minmax(corners, {}, &Point::y);
  const float beside = std::abs(place.sag * place.sine);
  const auto bound = [&](float value, float more, int end) {
    return std::clamp(int(value * to_plane + more), 0, end);
  };
  return {bound(left.x - beside, -1, ink.width),
          bound(top.y + std::min(0.0f, place.sag), -1, ink.height),
          bound(right.x + beside, 2, ink.width),
          bound(bottom.y + std::max(0.0f, place.sag), 2, ink.height)};
}

/// A strip whose pixels are known, each with what lies there.
struct Drawing {
  Plane pixels, mask;
};

/// Places are counted in parts of a pixel.
constexpr int kPartBits = 14, kPart = 1 << kPartBits;

struct Place {
  int x = 0, y = 0;  ///< parts

  Place operator+(Place other) const { return {x + other.x, y + other.y}; }
};

Place to_place(Point at, float scale) {
  return {int(at.x * scale * kPart), int(at.y * scale * kPart)};
}

/// A grey of the picture between the centres of its pixels; those at its border go on beyond it.
std::uint8_t sample(const Plane& picture, Place at) {
  const int u = std::clamp(at.x - kPart / 2, 0, (picture.width - 1) * kPart);
  const int v = std::clamp(at.y - kPart / 2, 0, (picture.height - 1) * kPart);
  const int x = u >> kPartBits, y = v >> kPartBits;
  const std::uint8_t* above = picture.row(y) + x;
  const std::uint8_t* below = y + 1 < picture.height ? above + picture.width : above;
  const int next = x + 1 < picture.width ? 1 : 0;
  const int right = (u & (kPart - 1)) >> (kPartBits - 8);
  const int down = (v & (kPart - 1)) >> (kPartBits - 8);
  const int upper = above[0] * (256 - right) + above[next] * right;
  const int lower = below[0] * (256 - right) + below[next] * right;
  return std::uint8_t((upper * (256 - down) + lower * down + (1 << 15)) >> 16);
}

/// Where the columns of a strip lie, from the first one on.
std::vector<Place> places_of(const StripPlace& place, float scale) {
  std::vector<Place> columns;
  for (int x = 0; x < place.width; ++x) {
    const float bend = place.bend(float(x) + 0.5f);
    columns.push_back(to_place(
        {float(x) * place.cosine - bend * place.sine, float(x) * place.sine + bend * place.cosine},
        scale));
  }
  return columns;
}

Drawing draw(const Plane& picture, const StripPlace& place, const InkMask& mask, float to_plane) {
  Drawing drawing{Plane(place.width, place.height), Plane(place.width, place.height)};
  const std::vector<Place> columns = places_of(place, 1), of_mask = places_of(place, to_plane);
  StripPlace chord = place;
  chord.sag = 0;
  const auto right = unsigned(picture.width) * kPart, bottom = unsigned(picture.height) * kPart;
  for (int y = 0; y < place.height; ++y) {
    const Point start = chord.to_picture({0.5f, float(y) + 0.5f});
    const Place first = to_place(start, 1), first_of_mask = to_place(start, to_plane);
    std::uint8_t* pixels = drawing.pixels.row(y);
    std::uint8_t* kinds = drawing.mask.row(y);
    for (int x = 0; x < place.width; ++x) {
      const Place at = first + columns[x], in_mask = first_of_mask + of_mask[x];
      const bool inside = unsigned(at.x) < right && unsigned(at.y) < bottom;
      pixels[x] = sample(picture, at);
      kinds[x] = inside ? mask.at(in_mask.x >> kPartBits, in_mask.y >> kPartBits) : foreign;
    }
  }
  return drawing;
}

/// The median grey of what is no ink in some columns, or -1.
int paper_of(const Drawing& drawing, int begin, int end) {
  std::array<int, 256> counts{};
  int total = 0;
  for (int y = 0; y < drawing.pixels.height; ++y) {
    for (int x = begin; x < end; ++x) {
      if (drawing.mask.row(y)[x] != nothing) continue;
      ++counts[drawing.pixels.row(y)[x]];
      ++total;
    }
  }
  if (total == 0) return -1;
  int grey = 0;
  for (int sum = counts[0]; 2 * sum < total; sum += counts[++grey]) {
  }
  return grey;
}

/// The paper of a strip in each column: a grey for every so many of them, blended between their
/// middles.
std::vector<int> find_paper(const Drawing& drawing) {
  const int width = drawing.pixels.width;
  std::vector<int> parts;
  for (int begin = 0; begin < width; begin += kPaperWidth)
    parts.push_back(paper_of(drawing, begin, std::min(begin + kPaperWidth, width)));
  if (std::ranges::count(parts, -1) > 0)
    std::ranges::replace(parts, -1, std::max(0, paper_of(drawing, 0, width)));
  std::vector<int> greys;
  for (int x = 0; x < width; ++x) {
    const int twice = std::max(0, 2 * x - kPaperWidth);
    const std::size_t first = std::min(std::size_t(twice / (2 * kPaperWidth)), parts.size() - 1);
    const std::size_t second = std::min(first + 1, parts.size() - 1);
    const int weight = twice % (2 * kPaperWidth);
    greys.push_back(parts[first] + (parts[second] - parts[first]) * weight / (2 * kPaperWidth));
  }
  return greys;
}

/// Lightens shadows, under which ink and paper are darker in proportion.
void lighten(Plane& pixels, const std::vector<int>& paper) {
  const int lightest = *std::ranges::max_element(paper);
  std::vector<unsigned> factors(paper.size());
  std::ranges::transform(paper, factors.begin(), [&](int grey) {
    return unsigned(lightest << 16) / unsigned(std::max(1, grey));
  });
  if (std::ranges::all_of(factors, [](unsigned factor) { return factor == 1 << 16; })) return;
  for (int y = 0; y < pixels.height; ++y) {
    std::uint8_t* row = pixels.row(y);
    for (int x = 0; x < pixels.width; ++x)
      row[x] = std::uint8_t(std::min(255u, row[x] * factors[x] >> 16));
  }
}

/// Paints paper over ink that is not the row's. Returns whether the row's ink is lighter than its
/// paper.
bool clear(Drawing& drawing, const std::vector<int>& paper) {
  std::int64_t light = 0, dark = 0;
  for (int y = 0; y < drawing.pixels.height; ++y) {
    std::uint8_t* pixels = drawing.pixels.row(y);
    const std::uint8_t* kinds = drawing.mask.row(y);
    for (int x = 0; x < drawing.pixels.width; ++x) {
      if (kinds[x] == nothing) continue;
      const int above = pixels[x] - paper[x];
      if (kinds[x] == foreign) pixels[x] = std::uint8_t(paper[x]);
      else (above > 0 ? light : dark) += std::abs(above);
    }
  }
  return light > dark;
}

FoundInk own_ink(const TextRow& row, const PageInk& ink) {
  FoundInk found{{}, ink.zoom.to_picture()};
  for (const int part : row.parts)
    for (const int run : ink.runs_of(part)) found.runs.push_back(ink.components.runs[run]);
  return found;
}

}  // namespace

Strip RowCutter::lay(const TextRow& row, float beside) const {
  Strip strip;
  const float scale = ink_.zoom.to_picture();
  const Extent extent = extent_of(row, ink_);
  const float above = extent.above * scale;
  const float below = std::max(extent.below * scale, kDescent * above);
  const float margin = std::max(kLeastMargin, kMargin * (above + below));
  StripPlace& place = strip.place;
  place = StripPlace::whole(picture_.width, picture_.height);
  place.cosine = 1 / std::sqrt(1 + row.slope * row.slope);
  place.sine = row.slope * place.cosine;
  const float rise = above + margin;
  const float room = std::max(1.0f, beside * above);
  const float left = row.left * scale - room, y = row.baseline(left / scale) * scale;
  place.width = int(std::ceil((row.width() * scale + 2 * room) / place.cosine));
  const float longer = 1 + 2 * room / (row.width() * scale);
  place.sag = row.sag * scale * longer * longer * place.cosine;
  place.height = int(std::ceil(rise + below + margin));
  place.left = left + rise * place.sine;
  place.top = y - rise * place.cosine;
  strip.baseline = rise;
  strip.ink = own_ink(row, ink_);
  return strip;
}

Strip RowCutter::cut(const TextRow& row, float beside) const {
  Strip strip = lay(row, beside);
  strip.strokes = stroke_density(strip.ink, strip.place, strip.baseline,
                                 row.ascent * ink_.zoom.to_picture());
  const InkMask mask(ink_, row, covered(strip.place, ink_));
  Drawing drawing = draw(picture_, strip.place, mask, 1 / ink_.zoom.to_picture());
  const std::vector<int> paper = find_paper(drawing);
  const bool light_ink = clear(drawing, paper);
  if (!light_ink) lighten(drawing.pixels, paper);
  strip.pixels = std::move(drawing.pixels);
  if (light_ink)
    for (std::uint8_t& pixel : strip.pixels.pixels) pixel = std::uint8_t(255 - pixel);
  return strip;
}

}  // namespace longhand::layout
