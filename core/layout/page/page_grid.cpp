#include "layout/page/page_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "layout/page/buckets.h"
#include "layout/page/solve.h"
#include "layout/sort_by.h"

namespace longhand::layout {
namespace {

constexpr float kLeastWidth = 8;  ///< of a line that tells its slope, of its ascent
/// Of a slope, from what was fitted so far, round by round.
constexpr float kMostOff[] = {0.2f, 0.1f, 0.06f, 0.04f, 0.04f};
constexpr double kStiffness = 0.05;  ///< how much speaks for a slope that is the same everywhere
constexpr float kMostGap = 10;       ///< between rows of one line, of the ascent
constexpr float kMostDrop = 0.8f;    ///< between rows of one line, of the ascent, from the usual
                                     ///< slope
constexpr float kNextLine = 2.6f;    ///< from one baseline to the next, of the ascent
constexpr float kMostIndent = 0.6f;  ///< between edges of one column, of the ascent

}  // namespace

PageGrid::PageGrid(const std::vector<TextRow>& rows, float width, float height)
    : middle_x_(width / 2), middle_y_(height / 2), scale_(std::max(width, height) / 2) {
  fit_lines(rows);
  fit_edges(rows);
}

/// Least squares over the samples near what was fitted before; `first` is what is taken for true at
/// the start.
PageGrid::Plane PageGrid::fit(const std::vector<Sample>& samples, float first, float scale) {
  Plane plane{first, 0, 0};
  for (const float most : kMostOff) {
    Equations m{};
    double all = 1e-6;
    for (const Sample& sample : samples) {
      if (std::abs(sample.value - plane.at(sample.x, sample.y)) > most) continue;
      add_sample({1, sample.x / scale, sample.y / scale}, sample.value, sample.weight, m);
      all += sample.weight;
    }
    m[0][0] += 1e-3 * all;
    m[0][3] += 1e-3 * all * first;
    m[1][1] += kStiffness * 0.1 * all;
    m[2][2] += kStiffness * 0.1 * all;
    const auto [a, b, c] = solve(m);
    plane = {float(a), float(b) / scale, float(c) / scale};
  }
  return plane;
}

void PageGrid::fit_lines(const std::vector<TextRow>& rows) {
  std::vector<Sample> samples;
  float all = 0, sum = 0;
  for (const TextRow& row : rows) {
    if (row.width() < kLeastWidth * row.ascent) continue;
    for (const float along : {0.25f, 0.75f}) {
      const float x = row.left + along * row.width();
      samples.push_back(
          {x - middle_x_, row.baseline(x) - middle_y_, row.slope_at(x), row.width() / 2});
    }
    all += row.width();
  }
  sort_by(samples, &Sample::value);
  for (const Sample& sample : samples) {
    slope_ = sample.value;
    sum += sample.weight;
    if (2 * sum >= all) break;
  }
  const auto links = links_of(rows);
  samples.insert(samples.end(), links.begin(), links.end());
  lines_ = fit(samples, slope_, scale_);
}

/// Slopes from the end of each row to the start of the next one beside it.
std::vector<PageGrid::Sample> PageGrid::links_of(const std::vector<TextRow>& rows) const {
  Buckets buckets(2 * middle_y_, 16);
  for (int i = 0; i < int(rows.size()); ++i) buckets.add(rows[i].baseline(rows[i].left), i);
  std::vector<Sample> links;
  for (const TextRow& row : rows) {
    const float y = row.baseline(row.right), reach = kMostGap * row.ascent;
    float nearest = reach;
    Sample link{};
    buckets.for_each(y - reach, y + reach, [&](const std::vector<int>& bucket) {
      for (const int index : bucket) {
        const TextRow& next = rows[index];
        const float gap = next.left - row.right, drop = next.baseline(next.left) - y;
        if (gap <= 0 || gap > nearest || std::abs(drop - slope_ * gap) > kMostDrop * row.ascent)
          continue;
        nearest = gap;
        link = {(next.left + row.right) / 2 - middle_x_, y + drop / 2 - middle_y_, drop / gap, gap};
      }
    });
    if (link.weight > 0) links.push_back(link);
  }
  return links;
}

/// From the ends of each line to those of the next one of its column.
void PageGrid::fit_edges(const std::vector<TextRow>& rows) {
  Buckets buckets(2 * middle_y_, 16);
  for (int i = 0; i < int(rows.size()); ++i) buckets.add(rows[i].baseline(rows[i].middle()), i);
  std::vector<Sample> samples;
  const auto add = [&](float x0, float y0, float x1, float y1, float weight) {
    const float dy = y1 - y0, value = (x1 - x0) / dy;
    samples.push_back({(x0 + x1) / 2 - middle_x_, (y0 + y1) / 2 - middle_y_, value, weight});
  };
  for (const TextRow& row : rows) {
    const float y = row.baseline(row.middle()), reach = kNextLine * row.ascent;
    buckets.for_each(y, y + 1.5f * reach, [&](const std::vector<int>& bucket) {
      for (const int index : bucket) {
        const TextRow& next = rows[index];
        const float left = next.baseline(next.left) - row.baseline(row.left);
        const float right = next.baseline(next.right) - row.baseline(row.right);
        const auto near = [&](float dx, float dy) {
          return dy > 0.6f * row.ascent && dy < reach &&
                 std::abs(dx + slope_ * dy) < kMostIndent * row.ascent;
        };
        if (near(next.left - row.left, left))
          add(row.left, row.baseline(row.left), next.left, next.baseline(next.left), left);
        if (near(next.right - row.right, right))
          add(row.right, row.baseline(row.right), next.right, next.baseline(next.right), right);
      }
    });
  }
  edges_ = fit(samples, -slope_, scale_);
}

float PageGrid::down(float x, float y) const {
  const float off = x - middle_x_;
  return y - lines_.at(off / 2, y - middle_y_) * off;
}

float PageGrid::across(float x, float y) const {
  const float off = y - middle_y_;
  return x - edges_.at(x - middle_x_, off / 2) * off;
}

}  // namespace longhand::layout
