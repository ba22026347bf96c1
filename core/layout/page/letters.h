#pragma once

#include <vector>

#include "layout/page/cells.h"
#include "layout/page/glyphs.h"
#include "layout/page/page_ink.h"

namespace longhand::layout {

/// A letter, perhaps of several components: one with a dot or an accent, one that is worn.
struct Letter {
  float left, right, top, bottom;
  std::vector<int> parts;
  int cell = 0;

  float width() const { return right - left; }
  float height() const { return bottom - top; }
  float middle() const { return (top + bottom) / 2; }
};

/// The letters of a page, from left to right.
std::vector<Letter> find_letters(const PageInk& ink, const Glyphs& glyphs, const Cells& cells);

}  // namespace longhand::layout
