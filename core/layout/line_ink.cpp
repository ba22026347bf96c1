#include "layout/line_ink.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace longhand::layout {
namespace {

/// How much of a component makes a cell its own.
constexpr float kMost = 0.7f;

/// How many runs belong to the same component as the first.
std::size_t count_first_component(std::span<const Run> runs) {
  std::size_t end = 1;
  while (end < runs.size() && runs[end].component == runs[0].component) ++end;
  return end;
}

}  // namespace

LineInk::LineInk(FoundInk ink, const StripPlace& strip)
    : strip_(strip), ink_(std::move(ink)), columns_(std::size_t(strip.width)) {
  for (const Run& run : ink_.runs) count_columns(run, middle_of(run).x);
  std::ranges::stable_sort(ink_.runs, {}, &Run::component);
}

/// Where the middle of a run lies in the strip.
Point LineInk::middle_of(const Run& run) const { return strip_.to_strip(ink_.middle_of(run)); }

void LineInk::count_columns(const Run& run, float middle) {
  const float half = float(run.right - run.left) / 2 * ink_.scale;
  const int begin = std::max(0, int(std::floor(middle - half)));
  const int end = std::min(strip_.width, int(std::ceil(middle + half)));
  for (int x = begin; x < end; ++x) ++columns_[x];
}

template <class Use>
void LineInk::for_each_part(const Run& run, std::span<const float> cuts, Use use) const {
  const float middle = float(run.left + run.right) / 2, place = middle_of(run).x;
  const float left = place - float(run.right - run.left) / 2 * ink_.scale;
  std::size_t cell = std::size_t(std::ranges::upper_bound(cuts, left) - cuts.begin());
  for (Run part = run; part.left < run.right; part.left = part.right, ++cell) {
    const float cut = cell == cuts.size() ? float(run.right)
                                          : middle + (cuts[cell] - place) / ink_.scale;
    part.right = std::clamp(int(std::lround(cut)), part.left, run.right);
    if (part.left < part.right) use(cell, part);
  }
}

/// The cell that gets all of a component, or one more than there are.
std::size_t LineInk::home_of(std::span<const Run> component, std::span<const float> cuts,
                             std::vector<int>& shares) const {
  std::size_t first = cuts.size(), last = 0;
  int total = 0;
  for (const Run& run : component) {
    for_each_part(run, cuts, [&](std::size_t cell, const Run& part) {
      shares[cell] += part.right - part.left;
      first = std::min(first, cell);
      last = std::max(last, cell);
    });
    total += run.right - run.left;
  }
  const auto touched = std::span(shares).subspan(first, last - first + 1);
  const auto most = std::ranges::max_element(touched);
  const bool owned = float(*most) >= kMost * float(total);
  const std::size_t home = first + std::size_t(most - touched.begin());
  std::ranges::fill(touched, 0);
  return owned ? home : shares.size();
}

std::vector<std::vector<Run>> LineInk::divide(std::span<const Run> runs,
                                              std::span<const float> cuts) const {
  std::vector<std::vector<Run>> cells(cuts.size() + 1);
  std::vector<int> shares(cells.size());
  while (!runs.empty()) {
    const auto component = runs.first(count_first_component(runs));
    runs = runs.subspan(component.size());
    const std::size_t home = home_of(component, cuts, shares);
    if (home < cells.size()) {
      cells[home].insert(cells[home].end(), component.begin(), component.end());
      continue;
    }
    for (const Run& run : component) {
      for_each_part(run, cuts,
                    [&](std::size_t cell, const Run& part) { cells[cell].push_back(part); });
    }
  }
  return cells;
}

Box LineInk::box_of(std::span<const Run> runs) const {
  Box box{runs[0].left, runs[0].row, runs[0].right, runs[0].row + 1};
  for (const Run& run : runs) {
    box = {std::min(box.left, run.left), std::min(box.top, run.row), std::max(box.right, run.right),
           std::max(box.bottom, run.row + 1)};
  }
  const auto before = [&](int offset, int place) {
    return offset + int(std::floor(float(place) * ink_.scale));
  };
  const auto behind = [&](int offset, int place, int end) {
    return std::min(end, offset + int(std::ceil(float(place) * ink_.scale)));
  };
  return {before(ink_.left, box.left), before(ink_.top, box.top),
          behind(ink_.left, box.right, strip_.picture_width),
          behind(ink_.top, box.bottom, strip_.picture_height)};
}

}  // namespace longhand::layout
