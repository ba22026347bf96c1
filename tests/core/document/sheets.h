#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <longhand/document.h>

namespace longhand {

inline constexpr int kAdvance = 10;  ///< of a letter, pixels

/// A line whose letters, of one byte each, stand side by side; its words are what spaces part.
inline PageLine line_at(int left, int bottom, const std::string& text, int height = 20) {
  PageLine line{.text = text, .confidence = 90};
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    Word word{.text = text.substr(begin, end - begin), .confidence = 90};
    const auto x = [&](std::size_t i) { return left + kAdvance * int(i); };
    word.box = {x(begin), bottom - height, x(end), bottom};
    for (std::size_t i = begin; i < end; ++i)
      word.symbols.push_back({text.substr(i, 1), 90, {x(i), bottom - height, x(i + 1), bottom}});
    line.words.push_back(std::move(word));
    begin = end + 1;
  }
  const int right = left + kAdvance * int(text.size());
  line.box = {left, bottom - height, right, bottom};
  const auto l = float(left), r = float(right), b = float(bottom), t = float(bottom - height);
  line.polygon = {{{l, t}, {r, t}, {r, b}, {l, b}}};
  line.baseline = {{{l, b}, {r, b}}};
  return line;
}

/// The same, on the line before it.
inline PageLine cell_at(int left, int bottom, const std::string& text) {
  PageLine cell = line_at(left, bottom, text);
  cell.same_line = true;
  return cell;
}

inline Page page_of(std::vector<Block> blocks) {
  return {.width = 600, .height = 800, .confidence = 90, .blocks = std::move(blocks)};
}

/// A block of one paragraph.
inline Block block_of(std::vector<PageLine> lines) {
  return {.box = {50, 50, 490, 750},
          .paragraphs = {{.box = {50, 50, 490, 750}, .lines = std::move(lines)}}};
}

inline std::string written(const Format& format, const Page& page,
                           std::string_view source = "a.png") {
  return to_document(format, std::array{Sheet{page, source}});
}

}  // namespace longhand
