#pragma once

#include <string>

namespace longhand::document {

/// Every letter of the font is so wide and high, in thousandths of its size.
inline constexpr int kGlyphWidth = 500, kGlyphAscent = 800, kGlyphDescent = 200;

/// A TrueType font of so many letters, 1 to 65535, that cannot be seen.
std::string glyphless_font(int glyphs);

}  // namespace longhand::document
