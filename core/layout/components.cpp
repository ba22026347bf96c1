#include "layout/components.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace longhand::layout {
namespace {

/// `Run::component` links a run to an earlier one of the same component until all are known.
int root_of(std::vector<Run>& runs, int run) {
  while (runs[run].component != run) {
    runs[run].component = runs[runs[run].component].component;
    run = runs[run].component;
  }
  return run;
}

void join(std::vector<Run>& runs, int a, int b) {
  a = root_of(runs, a);
  b = root_of(runs, b);
  if (a < b) runs[b].component = a;
  else runs[a].component = b;
}

void add_row(const image::Plane& ink, int y, std::vector<Run>& runs) {
  const std::uint8_t* row = ink.row(y);
  for (int x = 0; x < ink.width;) {
    const void* next = std::memchr(row + x, 1, std::size_t(ink.width - x));
    if (next == nullptr) return;
    const int left = int(static_cast<const std::uint8_t*>(next) - row);
    for (x = left; x < ink.width && row[x] != 0;) ++x;
    runs.push_back({y, left, x});
  }
}

/// Joins the runs [above, here) of one row with those of the next, [here, end).
void join_rows(std::vector<Run>& runs, int above, int here, int end) {
  const int end_above = here;
  while (above < end_above && here < end) {
    if (runs[above].left <= runs[here].right && runs[here].left <= runs[above].right)
      join(runs, above, here);
    if (runs[above].right < runs[here].right) ++above;
    else ++here;
  }
}

}  // namespace

Components keep(const Components& all, const std::vector<bool>& kept) {
  std::vector<int> names(all.parts.size(), -1);
  Components result;
  for (std::size_t i = 0; i < all.parts.size(); ++i) {
    if (!kept[i]) continue;
    names[i] = int(result.parts.size());
    result.parts.push_back(all.parts[i]);
  }
  for (Run run : all.runs) {
    run.component = names[run.component];
    if (run.component >= 0) result.runs.push_back(run);
  }
  return result;
}

void append(const Components& more, Components& to) {
  const int first = int(to.parts.size());
  to.parts.insert(to.parts.end(), more.parts.begin(), more.parts.end());
  for (Run run : more.runs) {
    run.component += first;
    to.runs.push_back(run);
  }
}

void sort_by_row(Components& components) {
  std::ranges::stable_sort(components.runs, {}, &Run::row);
}

Components connect(std::vector<Run> all) {
  Components found{std::move(all), {}};
  std::vector<Run>& runs = found.runs;
  for (int i = 0; i < int(runs.size()); ++i) runs[i].component = i;
  for (int above = 0, here = 0, end = 0; here < int(runs.size()); above = here, here = end) {
    while (end < int(runs.size()) && runs[end].row == runs[here].row) ++end;
    if (runs[above].row + 1 == runs[here].row) join_rows(runs, above, here, end);
  }
  for (int i = 0; i < int(runs.size()); ++i) {
    Run& run = runs[i];
    const bool first = run.component == i;
    run.component = first ? int(found.parts.size()) : runs[run.component].component;
    if (first) found.parts.push_back({run.left, run.row, run.right, run.row + 1, 0});
    Component& part = found.parts[run.component];
    part.left = std::min(part.left, run.left);
    part.right = std::max(part.right, run.right);
    part.bottom = run.row + 1;
    part.area += run.right - run.left;
  }
  return found;
}

Components find_components(const image::Plane& ink) {
  std::vector<Run> runs;
  for (int y = 0; y < ink.height; ++y) add_row(ink, y, runs);
  return connect(std::move(runs));
}

}  // namespace longhand::layout
