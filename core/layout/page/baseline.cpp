#include "layout/page/baseline.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "layout/page/quantile.h"
#include "layout/page/solve.h"
#include "layout/sort_by.h"

namespace longhand::layout {
namespace {

constexpr std::size_t kEnoughLetters = 5;
constexpr float kEnoughWidth = 6;  ///< of the letters' height
constexpr float kMostSlope = 0.35f;
constexpr float kAbove = 0.22f, kBelow = 0.13f;  ///< of the height, from the baseline to a bottom
constexpr int kRounds = 4;
constexpr std::size_t kLettersOfArc = 10;
constexpr float kTolerances[] = {1000, 6, 3, 1.5f, 1, 1};  ///< of kAbove and kBelow
constexpr float kClearlyMore = 1.08f;
constexpr float kLeastSag = 0.08f;  ///< of the height
constexpr float kMostSag = 0.2f;    ///< of the width
constexpr std::size_t kMostGuides = 256;
constexpr float kLeastLetter = 0.5f;    ///< of the height of a high letter
constexpr std::size_t kHighestOf = 12;  ///< of so many letters one may be higher than the ascent

struct Line {
  float start = 0, slope = 0;
};

/// A parabola: a line between the ends of a row, and how far below it its middle lies.
struct Arc {
  Line chord;
  float sag = 0;
};

/// The feet of letters, some of which reach below the baseline.
struct Feet {
  std::vector<float> x, y;
  float height = 0;  ///< of the letters, the median

  Feet(const PageInk& ink, const TextRow& row) {
    std::vector<float> heights;
    heights.reserve(row.parts.size());
    for (const int index : row.parts)
      heights.push_back(float(ink.components.parts[index].height()));
    const float least = kLeastLetter * quantile(heights, 0.8f);
    std::erase_if(heights, [&](float value) { return value < least; });
    for (const int index : row.parts) {
      const Component& part = ink.components.parts[index];
      if (float(part.height()) < least) continue;
      x.push_back(float(part.left + part.right) / 2);
      y.push_back(float(part.bottom));
    }
    height = quantile(heights, 0.5f);
  }

  /// The start of a line of this slope that most stand on.
  float start_for(float slope) const {
    std::vector<float> starts;
    starts.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) starts.push_back(y[i] - slope * x[i]);
    return quantile(starts, 0.45f);
  }

  /// Least squares over the feet near the line, if enough are.
  Line refine(Line line) const {
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float off = y[i] - line.start - line.slope * x[i];
      if (off < -kAbove * height || off > kBelow * height) continue;
      n += 1, sx += x[i], sy += y[i], sxx += double(x[i]) * x[i], sxy += double(x[i]) * y[i];
    }
    const double spread = n * sxx - sx * sx;
    if (n < 3 || spread < n * n * height * height) return line;
    const double slope = std::clamp((n * sxy - sx * sy) / spread, -double(kMostSlope),
                                    double(kMostSlope));
    return {float((sy - slope * sx) / n), float(slope)};
  }

  bool is_near(float off, float tolerance = 1) const {
    return off > -kAbove * tolerance * height && off < kBelow * tolerance * height;
  }

  /// Least squares over the feet within `tolerance` of what is usual from the arc.
  Arc refine(const Arc& arc, float tolerance) const {
    Equations m{};
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float u = along(x[i]);
      if (!is_near(y[i] - height_of(arc, i), tolerance)) continue;
      add_sample({1, u, 4 * u * (1 - u)}, y[i], 1, m);
    }
    for (int a = 0; a < 3; ++a) m[a][a] += 1e-6 * double(x.size());
    const auto [start, rise, sag] = solve(m);
    const float slope = float(rise) / (last() - x.front());
    return {{float(start) - slope * x.front(), slope}, float(sag)};
  }

  Arc fit_arc(const Line& line) const {
    Arc arc{line};
    for (const float tolerance : kTolerances) arc = refine(arc, tolerance);
    return arc;
  }

  /// How many stand on an arc.
  int standing_on(const Arc& arc) const {
    int count = 0;
    for (std::size_t i = 0; i < x.size(); ++i) count += is_near(y[i] - height_of(arc, i));
    return count;
  }

 private:
  float last() const { return x.back(); }
  float along(float at) const { return (at - x.front()) / (last() - x.front()); }
  float height_of(const Arc& arc, std::size_t i) const {
    const float u = along(x[i]);
    return arc.chord.start + arc.chord.slope * x[i] + 4 * arc.sag * u * (1 - u);
  }
};

/// The median slope between feet a third of the row apart.
float rough_slope(const Feet& feet) {
  std::vector<float> slopes;
  const std::size_t step = std::max<std::size_t>(1, feet.x.size() / 3);
  for (std::size_t i = 0; i + step < feet.x.size(); ++i) {
    const float run = feet.x[i + step] - feet.x[i];
    if (run > feet.height) slopes.push_back((feet.y[i + step] - feet.y[i]) / run);
  }
  if (slopes.empty()) return 0;
  return std::clamp(quantile(slopes, 0.5f), -kMostSlope, kMostSlope);
}

void set_extent(const PageInk& ink, TextRow& row) {
  row.left = float(ink.width), row.right = 0;
  for (const int index : row.parts) {
    const Component& part = ink.components.parts[index];
    row.left = std::min(row.left, float(part.left));
    row.right = std::max(row.right, float(part.right));
  }
}

/// Heights above the baseline: of letters that stand on it, not of commas or accents.
void measure_heights(const PageInk& ink, TextRow& row, float usual) {
  std::vector<float> tops;
  for (const int index : row.parts) {
    const Component& part = ink.components.parts[index];
    const float top = row.baseline(float(part.left + part.right) / 2) - float(part.top);
    if (top > 0.5f * usual && float(part.height()) > kLeastLetter * usual) tops.push_back(top);
  }
  if (tops.empty()) tops.push_back(usual);
  const auto highest = tops.end() - 1 - std::ptrdiff_t(tops.size() / kHighestOf);
  std::ranges::nth_element(tops, highest);
  row.ascent = *highest;
  row.x_height = quantile(tops, 0.4f);
}

bool tells_slope(const TextRow& row, const Feet& feet) {
  return feet.x.size() >= kEnoughLetters && row.width() >= kEnoughWidth * feet.height;
}

/// The slope around a row: the mean of the guides', the wider and the nearer the more.
float slope_near(const TextRow& row, float y, std::span<const TextRow* const> guides,
                 const PageInk& ink) {
  float sum = 0, weights = 1e-9f;
  const float near = 0.03f * float(ink.width + ink.height);
  for (const TextRow* guide : guides) {
    const float dx = std::max({0.0f, guide->left - row.right, row.left - guide->right});
    const float dy = guide->baseline(row.middle()) - y;
    const float distance = (dx * dx + dy * dy) / (near * near);
    const float weight = guide->width() / (1 + distance * distance);
    sum += weight * guide->slope;
    weights += weight;
  }
  return sum / weights;
}

/// Bent only if clearly more letters stand on it then.
void set_baseline(TextRow& row, const Feet& feet, const Line& line) {
  row.start = line.start, row.slope = line.slope, row.sag = 0;
  if (feet.x.size() < kLettersOfArc) return;
  const Arc arc = feet.fit_arc(line);
  const int straight = feet.standing_on({line}), bent = feet.standing_on(arc);
  const bool better = float(bent) > kClearlyMore * float(straight) + 1;
  if (!better || std::abs(arc.sag) < kLeastSag * feet.height ||
      std::abs(arc.sag) > kMostSag * row.width())
    return;
  row.start = arc.chord.start, row.slope = arc.chord.slope, row.sag = arc.sag;
}

std::vector<const TextRow*> choose_guides(const std::vector<TextRow>& rows,
                                          const std::vector<bool>& own) {
  std::vector<const TextRow*> guides;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (own[i]) guides.push_back(&rows[i]);
  sort_by(guides, [](const TextRow* guide) { return -guide->width(); });
  guides.resize(std::min(guides.size(), kMostGuides));
  return guides;
}

}  // namespace

void fit_baselines(const PageInk& ink, std::vector<TextRow>& rows) {
  std::vector<bool> own(rows.size());
  std::vector<float> heights(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    TextRow& row = rows[i];
    const Feet feet(ink, row);
    set_extent(ink, row);
    heights[i] = feet.height;
    own[i] = tells_slope(row, feet);
    if (!own[i]) continue;
    Line line{0, rough_slope(feet)};
    line.start = feet.start_for(line.slope);
    for (int round = 0; round < kRounds; ++round) line = feet.refine(line);
    set_baseline(row, feet, line);
  }
  const std::vector<const TextRow*> guides = choose_guides(rows, own);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    TextRow& row = rows[i];
    if (!own[i]) {
      row.sag = 0;
      const Feet feet(ink, row);
      row.slope = slope_near(row, feet.y.front(), guides, ink);
      row.start = feet.start_for(row.slope);
    }
    measure_heights(ink, row, heights[i]);
  }
}

}  // namespace longhand::layout
