#include "layout/page/page_ink.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "image/smooth.h"
#include "layout/background.h"
#include "layout/ink.h"
#include "layout/page/large_letters.h"
#include "layout/page/panels.h"

namespace longhand::layout {
namespace {

constexpr std::uint8_t kBlack = 40, kWhite = 215;
constexpr std::size_t kScanPixels = 1500000;
constexpr std::size_t kGreys = 20;  ///< fewer than one for so many black pixels, in a scan

/// Whether a picture is black and white without the greys that edges have elsewhere, so that
/// letters have broken and ragged strokes, and so large that they may grow by a pixel.
bool is_bilevel_scan(const image::Plane& picture) {
  if (picture.pixels.size() < kScanPixels) return false;
  std::size_t black = 0, grey = 0;
  for (const std::uint8_t value : picture.pixels) {
    black += value <= kBlack;
    grey += value > kBlack && value < kWhite;
  }
  return grey * kGreys < black;
}

image::Plane ink_of(const image::Plane& seen, float range_share) {
  return find_ink(seen, Background::of_page(seen), range_share).pixels;
}

void index_components(PageInk& ink) {
  const auto& [runs, parts] = ink.components;
  ink.component_begin.assign(parts.size() + 1, 0);
  for (const Run& run : runs) ++ink.component_begin[run.component + 1];
  std::partial_sum(ink.component_begin.begin(), ink.component_begin.end(),
                   ink.component_begin.begin());
  std::vector<int> next(ink.component_begin.begin(), ink.component_begin.end() - 1);
  ink.by_component.resize(runs.size());
  for (int i = 0; i < int(runs.size()); ++i) ink.by_component[next[runs[i].component]++] = i;
}

void index_rows(PageInk& ink) {
  ink.row_begin.assign(ink.height + 1, int(ink.components.runs.size()));
  for (int i = int(ink.components.runs.size()) - 1; i >= 0; --i)
    ink.row_begin[ink.components.runs[i].row] = i;
  for (int y = ink.height - 1; y >= 0; --y)
    ink.row_begin[y] = std::min(ink.row_begin[y], ink.row_begin[y + 1]);
}

/// One component, whether it hangs together or not.
Components as_one(std::vector<Run> runs) {
  Component part{runs[0].left, runs[0].row, runs[0].right, runs[0].row + 1, 0};
  for (Run& run : runs) {
    run.component = 0;
    part = {std::min(part.left, run.left), std::min(part.top, run.row),
            std::max(part.right, run.right), std::max(part.bottom, run.row + 1),
            part.area + run.right - run.left};
  }
  return {std::move(runs), {part}};
}

}  // namespace

std::span<const int> PageInk::runs_of(int component) const {
  return std::span(by_component)
      .subspan(component_begin[component],
               component_begin[component + 1] - component_begin[component]);
}

std::span<const Run> PageInk::runs_in(int top, int bottom) const {
  top = std::clamp(top, 0, height);
  bottom = std::clamp(bottom, top, height);
  return std::span(components.runs).subspan(row_begin[top], row_begin[bottom] - row_begin[top]);
}

void PageInk::index() {
  index_components(*this);
  index_rows(*this);
}

void PageInk::replace(const std::vector<bool>& stays, const Components& letters,
                      std::vector<std::vector<Run>> rules) {
  std::vector<bool> kept_panels;
  for (std::size_t i = 0; i < stays.size(); ++i)
    if (stays[i]) kept_panels.push_back(panels[i]);
  components = keep(components, stays);
  append(letters, components);
  for (std::vector<Run>& rule : rules) append(as_one(std::move(rule)), components);
  sort_by_row(components);
  panels = std::move(kept_panels);
  panels.resize(components.parts.size());
  index();
}

PageInk find_page_ink(const image::Plane& seen, Zoom zoom, bool worn) {
  PageInk ink{zoom, seen.width, seen.height};
  ink.components = find_components(worn || is_bilevel_scan(seen)
                                       ? ink_of(image::smooth(seen), kScanRangeShare)
                                       : ink_of(seen, kPageRangeShare));
  add_large_letters(seen, ink.components);
  ink.panels = add_panel_text(seen, ink.components);
  ink.index();
  return ink;
}

}  // namespace longhand::layout
