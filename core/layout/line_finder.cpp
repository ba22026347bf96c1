#include "layout/line_finder.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "layout/shapes.h"
#include "layout/slope.h"

namespace longhand::layout {
namespace {

constexpr float kBodyShare = 0.4f;  ///< of the usual height

/// The height that half the width of all letters reaches.
int usual_height(const Components& ink, const std::vector<int>& glyphs) {
  std::vector<int> order = glyphs;
  std::ranges::sort(order, {}, [&](int i) { return ink.parts[i].height(); });
  const auto weight = [&](int i) {
    const float h = float(ink.parts[i].height());
    return std::min(float(ink.parts[i].width()), 2 * h) * std::sqrt(h);
  };
  float all = 0, sum = 0;
  for (const int i : order) all += weight(i);
  for (const int i : order) {
    sum += weight(i);
    if (2 * sum >= all) return ink.parts[i].height();
  }
  return 0;
}

/// A filled rectangle, not upright as an "l" is.
bool is_patch(const Component& part) {
  return part.area * 20 >= part.width() * part.height() * 19 && part.width() * 5 >= part.height() * 3;
}

struct Band {
  int begin = 0, end = 0;  ///< rows of the profile
  std::int64_t weight = 0;
};

/// Width of bodies over each row v.
class Profile {
 public:
  Profile(const Components& ink, const std::vector<int>& bodies, float slope, int width, int height)
      : offset_(int(std::ceil(std::fabs(slope) * float(width))) + 1),
        rows_(std::size_t(height) + 2 * offset_ + 1) {
    for (const int i : bodies) {
      const Component& part = ink.parts[i];
      const int shift = shift_of(part, slope);
      const int weight = std::min(part.width(), 3 * part.height());
      rows_[part.top + shift] += weight;
      rows_[part.bottom + shift] -= weight;
    }
    std::partial_sum(rows_.begin(), rows_.end(), rows_.begin());
  }

  /// From y of a component to a row of the profile.
  int shift_of(const Component& part, float slope) const {
    return offset_ - int(std::lround(slope * float(part.left + part.right) / 2));
  }

  /// Rows that belong together: between two of them lies a row that is nearly empty.
  std::vector<Band> bands(int least) const {
    std::vector<Band> found;
    split(0, int(rows_.size()), least, found);
    return found;
  }

 private:
  void split(int begin, int end, int least, std::vector<Band>& found) const {
    while (begin < end && rows_[begin] == 0) ++begin;
    while (begin < end && rows_[end - 1] == 0) --end;
    if (begin == end) return;
    std::vector<int> before(end - begin), after(end - begin);
    int highest = 0;
    for (int v = begin; v < end; ++v) before[v - begin] = highest = std::max(highest, rows_[v]);
    highest = 0;
    for (int v = end - 1; v >= begin; --v) after[v - begin] = highest = std::max(highest, rows_[v]);
    int best = -1;
    double lowest = 0.25;
    for (int v = begin + least; v <= end - least; ++v) {
      const double depth = double(rows_[v]) / std::min(before[v - begin], after[v - begin]);
      if (depth < lowest) {
        lowest = depth;
        best = v;
      }
    }
    if (best < 0) {
      found.push_back({begin, end, std::accumulate(rows_.begin() + begin, rows_.begin() + end, std::int64_t{0})});
      return;
    }
    split(begin, best, least, found);
    split(best, end, least, found);
  }

  int offset_;
  std::vector<int> rows_;
};

}  // namespace

std::optional<TextLine> find_line(const Components& ink, const std::vector<Shape>& shapes, int width,
                                  int height, int zoom) {
  std::vector<int> glyphs;
  std::int64_t glyph_area = 0, dust_area = 0;
  for (int i = 0; i < int(shapes.size()); ++i) {
    if (shapes[i] == Shape::glyph) glyphs.push_back(i);
    (shapes[i] == Shape::dust ? dust_area : glyph_area) += ink.parts[i].area;
  }
  const int usual = usual_height(ink, glyphs);
  if (usual < 2 + 2 * zoom || glyph_area < dust_area) return {};
  std::vector<int> bodies;
  for (const int i : glyphs) {
    const Component& part = ink.parts[i];
    const bool bar = part.height() > 1.7 * usual && part.height() > 4 * part.width();
    const bool big = part.height() > 4 * usual;
    if (part.height() >= kBodyShare * usual && !bar && !big) bodies.push_back(i);
  }
  if (bodies.empty() || (bodies.size() == 1 && is_patch(ink.parts[bodies[0]]))) return {};

  TextLine line;
  line.slope = find_slope(ink, bodies, usual, width);
  const Profile profile(ink, bodies, line.slope, width, height);
  const std::vector<Band> bands = profile.bands(std::max(2, usual * 2 / 5));
  const auto chosen = std::ranges::max_element(bands, {}, &Band::weight);
  for (const Band& band : bands) {
    const bool inside = band.begin > profile.shift_of({}, 0) + 1 && band.end < profile.shift_of({}, 0) + height - 1;
    if (&band != &*chosen && 2 * (band.end - band.begin) >= (inside ? 1 : 2) * (chosen->end - chosen->begin) * 0.7 &&
        band.weight * 20 > chosen->weight)
      line.several_lines = true;
  }
  const int reach = (chosen->end - chosen->begin) / 2;
  std::vector<int> bottoms;
  line.member.assign(shapes.size(), false);
  line.top = 1e9f, line.bottom = -1e9f;
  line.left = float(width), line.right = 0;
  for (int i = 0; i < int(shapes.size()); ++i) {
    const Component& part = ink.parts[i];
    if (shapes[i] != Shape::glyph && shapes[i] != Shape::dust) continue;
    const int shift = profile.shift_of(part, line.slope);
    const int top = part.top + shift, bottom = part.bottom + shift, middle = (top + bottom) / 2;
    const bool body = shapes[i] == Shape::glyph && part.height() >= kBodyShare * usual;
    const int slack = (chosen->end - chosen->begin) / 5;
    const bool outsized = top < chosen->begin - slack && bottom > chosen->end + slack;
    if (body && (part.height() > 4 * usual || (outsized && part.height() > 4 * part.width()))) continue;
    // a body has its middle in the band; a mark lies near it
    if (body ? (middle < chosen->begin || middle >= chosen->end)
             : (bottom <= chosen->begin - reach || top >= chosen->end + reach)) continue;
    if (!body) {
      const bool cut_above = part.top == 0 && bottom <= chosen->begin + 1;
      const bool cut_below = part.bottom == height && top >= chosen->end - 1;
      if (cut_above || cut_below) continue;
    }
    line.member[i] = true;
    if (!body && std::max(part.width(), part.height()) * 6 < usual) continue;
    if (body) bottoms.push_back(bottom - profile.shift_of({}, 0));
    line.top = std::min(line.top, float(top - profile.shift_of({}, 0)));
    line.bottom = std::max(line.bottom, float(bottom - profile.shift_of({}, 0)));
    line.left = std::min(line.left, float(part.left));
    line.right = std::max(line.right, float(part.right));
  }
  std::ranges::nth_element(bottoms, bottoms.begin() + std::ptrdiff_t(bottoms.size() / 2));
  line.baseline = float(bottoms[bottoms.size() / 2]);
  return line;
}

}  // namespace longhand::layout
