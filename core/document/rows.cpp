#include "document/rows.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace longhand::document {
namespace {

/// The words of a line; white space counts where its text has some between them, or does not have
/// the words in this order.
void append_words(const PageLine& line, std::vector<SpacedWord>& words) {
  const std::string_view text = line.text;
  std::size_t end = 0;
  for (const Word& word : line.words) {
    const std::size_t begin = text.find(word.text, end);
    const bool known = begin != text.npos && end > 0;
    const std::string_view between = known ? text.substr(end, begin - end) : " ";
    words.push_back({word, !words.empty() && between.find(' ') != between.npos});
    if (begin != text.npos) end = begin + word.text.size();
  }
}

}  // namespace

std::vector<Row> rows_of(const Paragraph& paragraph) {
  const std::vector<PageLine>& lines = paragraph.lines;
  std::vector<Row> rows;
  for (std::size_t first = 0, next = 1; first < lines.size(); first = next++) {
    while (next < lines.size() && lines[next].same_line) ++next;
    rows.push_back(Row(lines).subspan(first, next - first));
  }
  return rows;
}

Box box_of(Row row) {
  Box all = row.front().box;
  for (const PageLine& cell : row) {
    all.left = std::min(all.left, cell.box.left);
    all.top = std::min(all.top, cell.box.top);
    all.right = std::max(all.right, cell.box.right);
    all.bottom = std::max(all.bottom, cell.box.bottom);
  }
  return all;
}

std::array<PagePoint, 2> baseline_of(Row row) {
  const auto [ax, ay] = row.front().baseline[0];
  const auto [bx, by] = row.back().baseline[0];
  const auto [cx, cy] = row.front().baseline[1];
  const bool backwards = (bx - ax) * (cx - ax) + (by - ay) * (cy - ay) < 0;
  const PageLine& first = backwards ? row.back() : row.front();
  const PageLine& last = backwards ? row.front() : row.back();
  return {first.baseline[0], last.baseline[1]};
}

float letter_size(const PageLine& line) {
  const PagePoint &above = line.polygon[0], &below = line.polygon[3];
  return std::hypot(below.x - above.x, below.y - above.y);
}

std::vector<SpacedWord> words_of(Row row) {
  std::vector<SpacedWord> words;
  for (const PageLine& cell : row) append_words(cell, words);
  return words;
}

}  // namespace longhand::document
