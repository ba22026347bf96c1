#include "layout/page/row_cutter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

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

/// A grey of the picture between the centres of its pixels; those at its border go on beyond it.
std::uint8_t sample(const Plane& picture, Point at) {
  const float u = std::clamp(at.x - 0.5f, 0.0f, float(picture.width - 1));
  const float v = std::clamp(at.y - 0.5f, 0.0f, float(picture.height - 1));
  const int x = int(u), y = int(v);
  const std::uint8_t* above = picture.row(y);
  const std::uint8_t* below = picture.row(std::min(y + 1, picture.height - 1));
  const int next = std::min(x + 1, picture.width - 1);
  const int right = int((u - float(x)) * 256), down = int((v - float(y)) * 256);
  const int upper = above[x] * (256 - right) + above[next] * right;
  const int lower = below[x] * (256 - right) + below[next] * right;
  return std::uint8_t((upper * (256 - down) + lower * down + (1 << 15)) >> 16);
}

/// A strip whose pixels are known, each with what lies there.
struct Drawing {
  Plane pixels, mask;
};

Drawing draw(const Plane& picture, const StripPlace& place, const InkMask& mask, float to_plane) {
  Drawing drawing{Plane(place.width, place.height), Plane(place.width, place.height)};
  const float width = float(picture.width), height = float(picture.height);
  std::vector<float> bends;
  for (int x = 0; x < place.width; ++x) bends.push_back(place.bend(float(x) + 0.5f));
  StripPlace chord = place;
  chord.sag = 0;
  for (int y = 0; y < place.height; ++y) {
    const Point start = chord.to_picture({0.5f, float(y) + 0.5f});
    std::uint8_t* pixels = drawing.pixels.row(y);
    std::uint8_t* kinds = drawing.mask.row(y);
    for (int x = 0; x < place.width; ++x) {
      const Point at{start.x + float(x) * place.cosine - bends[x] * place.sine,
                     start.y + float(x) * place.sine + bends[x] * place.cosine};
      const bool inside = at.x >= 0 && at.y >= 0 && at.x < width && at.y < height;
      pixels[x] = sample(picture, at);
      kinds[x] = inside ? mask.at(int(at.x * to_plane), int(at.y * to_plane)) : foreign;
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

/// The paper of a strip: a grey for every so many columns, blended between their middles.
class Paper {
 public:
  explicit Paper(const Drawing& drawing) {
    const int whole = std::max(0, paper_of(drawing, 0, drawing.pixels.width));
    for (int begin = 0; begin < drawing.pixels.width; begin += kPaperWidth) {
      const int found = paper_of(drawing, begin,
                                 std::min(begin + kPaperWidth, drawing.pixels.width));
      greys_.push_back(found < 0 ? whole : found);
    }
  }

  int at(int x) const {
    const int twice = std::max(0, 2 * x - kPaperWidth);
    const std::size_t first = std::min(std::size_t(twice / (2 * kPaperWidth)), greys_.size() - 1);
    const std::size_t second = std::min(first + 1, greys_.size() - 1);
    const int weight = twice % (2 * kPaperWidth);
    return greys_[first] + (greys_[second] - greys_[first]) * weight / (2 * kPaperWidth);
  }

  int lightest() const { return *std::ranges::max_element(greys_); }

 private:
  std::vector<int> greys_;
};

/// Paints paper over ink that is not the row's, and lightens shadows, under which ink and paper are
/// darker in proportion. Returns whether the row's ink is lighter than its paper.
bool clear(Drawing& drawing) {
  const Paper paper(drawing);
  std::int64_t light = 0, dark = 0;
  for (int x = 0; x < drawing.pixels.width; ++x) {
    const int grey = paper.at(x);
    for (int y = 0; y < drawing.pixels.height; ++y) {
      std::uint8_t& pixel = drawing.pixels.row(y)[x];
      const int kind = drawing.mask.row(y)[x];
      if (kind == foreign) pixel = std::uint8_t(grey);
      if (kind == own) (pixel > grey ? light : dark) += std::abs(pixel - grey);
    }
  }
  if (light > dark) return true;
  const int lightest = paper.lightest();
  for (int x = 0; x < drawing.pixels.width; ++x) {
    const int grey = std::max(1, paper.at(x));
    if (grey == lightest) continue;
    for (int y = 0; y < drawing.pixels.height; ++y) {
      std::uint8_t& pixel = drawing.pixels.row(y)[x];
      pixel = std::uint8_t(std::min(255, pixel * lightest / grey));
    }
  }
  return false;
}

FoundInk own_ink(const TextRow& row, const PageInk& ink) {
  FoundInk found{{}, ink.zoom.to_picture()};
  for (const int part : row.parts)
    for (const int run : ink.runs_of(part)) found.runs.push_back(ink.components.runs[run]);
  return found;
}

}  // namespace

RowStrip RowCutter::lay(const TextRow& row, float beside) const {
  RowStrip strip;
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

RowStrip RowCutter::cut(const TextRow& row, float beside) const {
  RowStrip strip = lay(row, beside);
  const InkMask mask(ink_, row, covered(strip.place, ink_));
  Drawing drawing = draw(picture_, strip.place, mask, 1 / ink_.zoom.to_picture());
  strip.light_ink = clear(drawing);
  strip.pixels = std::move(drawing.pixels);
  if (strip.light_ink)
    for (std::uint8_t& pixel : strip.pixels.pixels) pixel = std::uint8_t(255 - pixel);
  return strip;
}

}  // namespace longhand::layout
