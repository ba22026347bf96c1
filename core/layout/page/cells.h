#pragma once

#include <span>
#include <vector>

#include "layout/page/edges.h"
#include "layout/page/glyphs.h"

namespace longhand::layout {

/// The parts into which rules, frames and the borders of panels divide a page.
class Cells {
 public:
  Cells() = default;
  Cells(const PageInk& ink, const Glyphs& glyphs, std::span<const Edge> edges);

  /// The cell at a place, from 0 on. 0 is the page itself.
  int at(float x, float y) const;

  /// Whether a rule or an edge is there.
  bool is_border(float x, float y) const { return borders_[place(x, y)]; }

  struct Bounds {
    float left, top, right, bottom;
  };
  /// Of each cell, in pixels.
  const std::vector<Bounds>& bounds() const { return bounds_; }

 private:
  void draw_rules(const PageInk& ink, const Glyphs& glyphs);
  void draw_edges(const PageInk& ink, const Glyphs& glyphs, std::span<const Edge> edges);
  std::vector<int> fill(int start, int cell);
  void spread();

  std::size_t place(float x, float y) const;

  int step_ = 1;  ///< pixels from one point of the grid to the next
  int columns_ = 0, rows_ = 0;
  std::vector<int> labels_;
  std::vector<bool> borders_;
  std::vector<Bounds> bounds_;
};

}  // namespace longhand::layout
