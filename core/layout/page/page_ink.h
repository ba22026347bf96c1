#pragma once

#include <span>
#include <vector>

#include "image/plane.h"
#include "layout/components.h"
#include "layout/zoom.h"

namespace longhand::layout {

/// The ink of a page. Positions are pixels of the plane in which it was looked for, each
/// `zoom.to_picture()` pixels of the picture.
struct PageInk {
  Zoom zoom;
  int width = 0, height = 0;
  Components components;
  std::vector<bool> panels;  ///< components that are filled boxes with text of the other colour in
                             ///< them, which is a component, too

  /// Indices of the runs of a component.
  std::span<const int> runs_of(int component) const;
  /// Runs in rows [top, bottom), cut to the page.
  std::span<const Run> runs_in(int top, int bottom) const;

  /// Puts other components in the place of those that do not stay: `letters`, and one of the runs
  /// of each rule.
  void replace(const std::vector<bool>& stays, const Components& letters,
               std::vector<std::vector<Run>> rules);

  /// To be called when components have changed.
  void index();

  std::vector<int> by_component;     ///< indices of runs, a component's side by side
  std::vector<int> component_begin;  ///< of each in by_component, and the end of the last
  std::vector<int> row_begin;        ///< first run of each row, and the number of runs
};

/// `seen`: the picture, zoomed. Text darker or lighter than the paper around it, rules, pictures:
/// all that is not paper. `worn`: the strokes of its letters are broken, and are to be mended.
PageInk find_page_ink(const image::Plane& seen, Zoom zoom, bool worn);

}  // namespace longhand::layout
