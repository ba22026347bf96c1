#pragma once

#include <vector>

#include "layout/page/page_ink.h"
#include "layout/page/text_row.h"

namespace longhand::layout {

/// What a component of a page is taken for.
enum class Role : std::uint8_t {
  mark,     ///< a dot, an accent, punctuation, or dust
  letter,   ///< a letter, several that touch, or what is as large as one
  rule,     ///< a straight line, a frame, or the grid of a table
  picture,  ///< what is too large or too irregular to be text
};

inline constexpr float kLeastLetter = 0.4f;  ///< height, of the usual one

struct Glyphs {
  std::vector<Role> roles;  ///< of each component
  float usual = 0;          ///< height of letters that half of the text's width has; 0 = no text
};

Glyphs find_glyphs(const PageInk& ink);

/// Whether many letters of thin strokes are broken, as needles and worn rollers print them.
bool is_worn(const PageInk& ink, const Glyphs& glyphs);

/// What much smaller print there is in what no row has: the rest counts as pictures.
Glyphs find_smaller_glyphs(const PageInk& ink, const Glyphs& larger,
                           const std::vector<TextRow>& rows);

}  // namespace longhand::layout
