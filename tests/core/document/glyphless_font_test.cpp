#include "document/glyphless_font.h"

#include <cstdint>

#include <gtest/gtest.h>

namespace longhand::document {
namespace {

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | std::uint8_t(bytes[at + i]);
  return number;
}

TEST(GlyphlessFont, SumsAreRight) {
  for (const int glyphs : {1, 2, 300, 65535}) {
    const std::string font = glyphless_font(glyphs);
    ASSERT_EQ(font.size() % 4, 0u);
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at < font.size(); at += 4) sum += number_at(font, at);
    EXPECT_EQ(sum, 0xb1b0afba) << glyphs;
  }
}

}  // namespace
}  // namespace longhand::document
