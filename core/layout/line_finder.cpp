#include "layout/line_finder.h"

#include <algorithm>
#include <climits>
#include <cmath>

#include "layout/bands.h"
#include "layout/slope.h"
#include "layout/sort_by.h"

namespace longhand::layout {
namespace {

/// Of the usual height of letters.
constexpr float kLowestLetter = 0.4f, kHighestLetter = 4;

/// The height that half the width of all glyphs reaches, the higher ones counting for more.
int usual_height(std::vector<Component> glyphs) {
  const auto weight = [](const Component& glyph) {
    const float height = float(glyph.height());
    return std::min(float(glyph.width()), 2 * height) * std::sqrt(height);
  };
  sort_by(glyphs, &Component::height);
  float all = 0, sum = 0;
  for (const Component& glyph : glyphs) all += weight(glyph);
  for (const Component& glyph : glyphs) {
    sum += weight(glyph);
    if (2 * sum >= all) return glyph.height();
  }
  return 0;
}

bool is_bar(const Component& part, int usual) {
  return part.height() * 10 > 17 * usual && part.height() > 4 * part.width();
}

/// A filled rectangle, not upright as an "l" is.
bool is_patch(const Component& part) {
  return part.area * 20 >= part.width() * part.height() * 19 &&
         part.width() * 5 >= part.height() * 3;
}

/// Letters of a picture, and how high they usually are; no letters where there is no text.
struct Letters {
  std::vector<Component> parts;
  int usual = 0;

  bool has_height(const Component& part) const {
    return float(part.height()) >= kLowestLetter * float(usual) &&
           float(part.height()) <= kHighestLetter * float(usual);
  }
};

Letters find_letters(const Components& ink, const std::vector<Shape>& shapes, int zoom) {
  std::vector<Component> glyphs;
  std::int64_t dust = 0, other = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (shapes[i] == Shape::glyph) glyphs.push_back(ink.parts[i]);
    (shapes[i] == Shape::dust ? dust : other) += ink.parts[i].area;
  }
  Letters letters{{}, usual_height(glyphs)};
  if (letters.usual < 2 + 2 * zoom || other < dust) return letters;
  for (const Component& glyph : glyphs)
    if (letters.has_height(glyph) && !is_bar(glyph, letters.usual)) letters.parts.push_back(glyph);
  if (letters.parts.size() == 1 && is_patch(letters.parts.front())) letters.parts.clear();
  return letters;
}

/// Whether a band is a line of its own rather than the edge of a line that the picture cuts off.
bool is_other_line(const Band& band, const Band& line, Slant slant, int picture_height) {
  const bool inside = band.begin > slant.offset + 1 && band.end < slant.offset + picture_height - 1;
  return band.height() * 20 >= line.height() * (inside ? 7 : 14) && band.weight * 20 > line.weight;
}

/// Collects what belongs to the line of a band.
class LineBuilder {
 public:
  LineBuilder(const Letters& letters, Band band, Slant slant, int picture_height)
      : letters_(letters), band_(band), slant_(slant), picture_height_(picture_height) {}

  TextLine build(const Components& ink, const std::vector<Shape>& shapes) {
    line_.slope = slant_.slope;
    line_.member.assign(shapes.size(), false);
    line_.left = line_.top = INT_MAX;
    line_.right = line_.bottom = INT_MIN;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const Component& part = ink.parts[i];
      const bool letter = shapes[i] == Shape::glyph &&
                          part.height() >= kLowestLetter * float(letters_.usual);
      if (letter ? !has_letter(part) : shapes[i] != Shape::dust && shapes[i] != Shape::glyph)
        continue;
      if (!letter && !has_mark(part)) continue;
      line_.member[i] = true;
      if (letter) bottoms_.push_back(bottom(part) - slant_.offset);
      if (letter || std::max(part.width(), part.height()) * 6 >= letters_.usual) extend(part);
    }
    const auto middle = bottoms_.begin() + std::ptrdiff_t(bottoms_.size() / 2);
    std::ranges::nth_element(bottoms_, middle);
    line_.baseline = *middle;
    return std::move(line_);
  }

 private:
  int top(const Component& part) const { return part.top + slant_.shift(part); }
  int bottom(const Component& part) const { return part.bottom + slant_.shift(part); }

  bool has_letter(const Component& part) const {
    const int middle = (top(part) + bottom(part)) / 2, slack = band_.height() / 5;
    const bool outsized = top(part) < band_.begin - slack && bottom(part) > band_.end + slack;
    return letters_.has_height(part) && middle >= band_.begin && middle < band_.end &&
           !(outsized && is_bar(part, letters_.usual));
  }

  /// Dots, accents and the like lie near the letters; a line above or below that the picture cuts
  /// off lies at its border.
  bool has_mark(const Component& part) const {
    const int reach = band_.height() / 2;
    if (bottom(part) <= band_.begin - reach || top(part) >= band_.end + reach) return false;
    return !(part.top == 0 && bottom(part) <= band_.begin + 1) &&
           !(part.bottom == picture_height_ && top(part) >= band_.end - 1);
  }

  void extend(const Component& part) {
    line_.left = std::min(line_.left, part.left);
    line_.right = std::max(line_.right, part.right);
    line_.top = std::min(line_.top, top(part) - slant_.offset);
    line_.bottom = std::max(line_.bottom, bottom(part) - slant_.offset);
  }

  const Letters& letters_;
  const Band band_;
  const Slant slant_;
  const int picture_height_;
  std::vector<int> bottoms_;
  TextLine line_;
};

}  // namespace

std::optional<TextLine> find_line(const Components& ink, const std::vector<Shape>& shapes,
                                  int width, int height, int zoom) {
  const Letters letters = find_letters(ink, shapes, zoom);
  if (letters.parts.empty()) return {};
  const Slant slant(find_slope(letters.parts, letters.usual), width);
  const std::vector<Band> bands = find_bands(letters.parts, slant, height,
                                             std::max(2, letters.usual * 2 / 5));
  const Band band = *std::ranges::max_element(bands, {}, &Band::weight);
  TextLine line = LineBuilder(letters, band, slant, height).build(ink, shapes);
  line.several_lines = std::ranges::any_of(bands, [&](const Band& other) {
    return other.begin != band.begin && is_other_line(other, band, slant, height);
  });
  return line;
}

}  // namespace longhand::layout
