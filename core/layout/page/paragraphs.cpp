#include "layout/page/paragraphs.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace longhand::layout {
namespace {

// Of the size of letters:
constexpr float kSameLine = 0.35f;  ///< between baselines
constexpr float kIndent = 0.8f;
constexpr float kShort = 4;  ///< what a line lacks at its end

constexpr float kWideGap = 1.4f;    ///< of the usual distance of baselines
constexpr float kOtherSize = 1.3f;  ///< ratio

/// A line of text, of one row or of several cells; upright.
struct Line {
  float left, right, baseline, size;
};

class BlockReader {
 public:
  BlockReader(const std::vector<TextRow>& rows, const PageGrid& grid) : rows_(rows), grid_(grid) {}

  /// Numbers the lines of a block from `line` on, its paragraphs from `paragraph` on.
  void read(std::span<OrderedRow> block, int& line, int& paragraph) {
    collect(block, line);
    const float pitch = usual_pitch(), left = leftmost(), right = rightmost();
    std::size_t next = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i > 0 && begins_paragraph(i, pitch, left, right)) ++paragraph;
      for (; next < block.size() && block[next].line == line + int(i); ++next)
        block[next].paragraph = paragraph;
    }
    line += int(lines_.size());
    ++paragraph;
  }

 private:
  void collect(std::span<OrderedRow> block, int line) {
    lines_.clear();
    for (OrderedRow& ordered : block) {
      const TextRow& row = rows_[ordered.row];
      const float x = row.middle(), y = row.baseline(x), half = row.width() / 2;
      const float middle = grid_.across(x, y);
      const Line next{middle - half, middle + half, grid_.down(x, y), row.size()};
      const bool same = !lines_.empty() && std::abs(next.baseline - lines_.back().baseline) <
                                               kSameLine * std::max(next.size, lines_.back().size);
      if (!same) lines_.push_back(next);
      Line& current = lines_.back();
      current.left = std::min(current.left, next.left);
      current.right = std::max(current.right, next.right);
      ordered.line = line + int(lines_.size()) - 1;
    }
  }

  float usual_pitch() const {
    std::vector<float> pitches;
    for (std::size_t i = 1; i < lines_.size(); ++i)
      pitches.push_back(lines_[i].baseline - lines_[i - 1].baseline);
    if (pitches.empty()) return 0;
    const auto middle = pitches.begin() + std::ptrdiff_t(pitches.size() / 2);
    std::ranges::nth_element(pitches, middle);
    return *middle;
  }

  float leftmost() const { return std::ranges::min_element(lines_, {}, &Line::left)->left; }
  float rightmost() const { return std::ranges::max_element(lines_, {}, &Line::right)->right; }

  bool begins_paragraph(std::size_t index, float pitch, float left, float right) const {
    const Line &line = lines_[index], &before = lines_[index - 1];
    const float larger = std::max(line.size, before.size), lower = std::min(line.size, before.size);
    const float gap = line.baseline - before.baseline;
    if (gap > kWideGap * pitch || gap < 0 || larger > kOtherSize * lower) return true;
    const bool indented = line.left > left + kIndent * line.size;
    const bool before_indented = before.left > left + kIndent * before.size;
    const bool before_short = before.right < right - kShort * before.size;
    return (indented && !before_indented) || (before_short && !indented);
  }

  const std::vector<TextRow>& rows_;
  const PageGrid& grid_;
  std::vector<Line> lines_;
};

}  // namespace

void find_paragraphs(const std::vector<TextRow>& rows, const PageGrid& grid,
                     std::vector<OrderedRow>& order) {
  BlockReader reader(rows, grid);
  int line = 0, paragraph = 0;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && order[end].block == order[begin].block) ++end;
    reader.read({order.data() + begin, end - begin}, line, paragraph);
    begin = end;
  }
}

}  // namespace longhand::layout
