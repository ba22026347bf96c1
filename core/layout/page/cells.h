#pragma once

#include <vector>

#include "layout/page/glyphs.h"

namespace longhand::layout {

/// The parts into which rules and frames divide a page.
class Cells {
 public:
  Cells(const PageInk& ink, const Glyphs& glyphs);

  /// The cell at a place, from 0 on. 0 is the page itself.
  int at(float x, float y) const;

  struct Bounds {
    float left, top, right, bottom;
  };
  /// Of each cell, in pixels.
  const std::vector<Bounds>& bounds() const { return bounds_; }

 private:
  void draw_rules(const PageInk& ink, const Glyphs& glyphs);
  std::vector<int> fill(int start, int cell);
  void spread();

  int step_;  ///< pixels from one point of the grid to the next
  int columns_, rows_;
  std::vector<int> labels_;
  std::vector<Bounds> bounds_;
};

}  // namespace longhand::layout
