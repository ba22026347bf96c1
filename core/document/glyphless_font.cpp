#include "document/glyphless_font.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace longhand::document {
namespace {

constexpr int kUnitsPerEm = 1000;

void put16(std::string& bytes, int value) {
  bytes += char(value >> 8 & 255);
  bytes += char(value & 255);
}

void put32(std::string& bytes, std::uint32_t value) {
  put16(bytes, int(value >> 16));
  put16(bytes, int(value & 0xffff));
}

std::string words(std::initializer_list<int> values) {
  std::string bytes;
  for (const int value : values) put16(bytes, value);
  return bytes;
}

std::string zeros(int count) { return std::string(std::size_t(count), '\0'); }

std::string head() {
  std::string table = words({1, 0, 1, 0});  // versions
  table += zeros(4);                        // of which the whole font's sum becomes the right one
  put32(table, 0x5f0f3cf5);
  table += words({0, kUnitsPerEm});
  table += zeros(16);  // created, modified
  table += words({0, -kGlyphDescent, kGlyphWidth, kGlyphAscent});
  return table + words({0, 3, 2, 0, 0});  // style, least pixels, direction, short offsets, format
}

std::string hhea() {
  return words({1, 0, kGlyphAscent, -kGlyphDescent, 0, kGlyphWidth, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0,
                /* widths in hmtx */ 1});
}

std::string maxp(int glyphs) { return words({1, 0, glyphs}) + zeros(8) + words({1}) + zeros(16); }

/// One width, then a left side bearing for each other letter.
std::string hmtx(int glyphs) { return words({kGlyphWidth, 0}) + zeros(2 * (glyphs - 1)); }

/// No letter has an outline: each begins where it ends.
std::string loca(int glyphs) { return zeros(2 * (glyphs + 1)); }

std::uint32_t sum_of(std::string_view bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    sum += std::uint32_t(std::uint8_t(bytes[i])) << (24 - 8 * (i % 4));
  return sum;
}

struct Table {
  const char* name;
  std::string content;
};

}  // namespace

std::string glyphless_font(int glyphs) {
  const std::vector<Table> tables{{"glyf", zeros(4)},     {"head", head()},
                                  {"hhea", hhea()},       {"hmtx", hmtx(glyphs)},
                                  {"loca", loca(glyphs)}, {"maxp", maxp(glyphs)}};
  const int count = int(tables.size());
  std::string font = words({1, 0, count, 64, 2, 16 * count - 64}), contents;
  const std::size_t start = font.size() + 16 * tables.size();
  std::size_t adjustment = 0;
  for (const auto& [name, content] : tables) {
    if (name == std::string_view("head")) adjustment = start + contents.size() + 8;
    font += name;
    put32(font, sum_of(content));
    put32(font, std::uint32_t(start + contents.size()));
    put32(font, std::uint32_t(content.size()));
    contents += content;
    contents.resize((contents.size() + 3) / 4 * 4);
  }
  font += contents;
  std::string sum;
  put32(sum, 0xb1b0afba - sum_of(font));
  return font.replace(adjustment, sum.size(), sum);
}

}  // namespace longhand::document
