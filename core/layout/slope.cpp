#include "layout/slope.h"

#include <algorithm>
#include <cstdint>

namespace longhand::layout {
namespace {

constexpr float kSteepest = 0.15f;
constexpr int kMostSteps = 400;  ///< to either side
constexpr std::size_t kEnoughLetters = 200;
constexpr std::size_t kFewestLetters = 4;
constexpr float kLeastSpan = 2.5f;     ///< usual heights
constexpr float kRowShare = 0.06f;     ///< of the usual height
constexpr float kStepsPerRow = 1.25f;  ///< that the ends of the line move by a row
constexpr float kClearlySharper = 1.15f;

/// Upper and lower edges of letters, counted in rows along a slope.
class Edges {
 public:
  Edges(const std::vector<Component>& letters, float row) : row_(row) {
    const std::size_t stride = (letters.size() + kEnoughLetters - 1) / kEnoughLetters;
    for (std::size_t i = 0; i < letters.size(); i += stride) {
      const Component& letter = letters[i];
      if (letter.width() > 4 * letter.height()) continue;
      letters_.push_back(
          {float(letter.left + letter.right) / 2, float(letter.top), float(letter.bottom)});
    }
  }

  std::size_t count() const { return letters_.size(); }
  float span() const {
    const auto [first, last] = std::ranges::minmax(letters_, {}, &Letter::x);
    return last.x - first.x;
  }

  /// Pairs of edges that share a row or lie in neighbouring ones.
  std::int64_t sharpness(float slope) {
    return pairs(slope, &Letter::bottom) * 3 + pairs(slope, &Letter::top) * 2;
  }

 private:
  struct Letter {
    float x, top, bottom;
  };

  std::int64_t pairs(float slope, float Letter::*edge) {
    const auto row_of = [&](const Letter& letter) {
      return (letter.*edge - slope * letter.x) / row_;
    };
    rows_.clear();
    for (const Letter& letter : letters_) rows_.push_back(row_of(letter));
    const auto [low, high] = std::ranges::minmax(rows_);
    counts_.assign(std::size_t(high - low) + 3, 0);
    for (const float row : rows_) ++counts_[std::size_t(row - low) + 1];
    std::int64_t sum = 0;
    for (std::size_t i = 1; i < counts_.size(); ++i)
      sum += counts_[i] * (counts_[i] + 2 * counts_[i - 1]);
    return sum;
  }

  float row_;
  std::vector<Letter> letters_;
  std::vector<float> rows_;
  std::vector<std::int64_t> counts_;
};

}  // namespace

float find_slope(const std::vector<Component>& letters, int usual_height) {
  const float row = std::max(1.0f, kRowShare * float(usual_height));
  Edges edges(letters, row);
  if (edges.count() < kFewestLetters) return 0;
  const float span = edges.span();
  if (span < kLeastSpan * float(usual_height)) return 0;
  const float step = row / (kStepsPerRow * span);
  const int steps = std::min(kMostSteps, int(kSteepest / step));
  const std::int64_t level = edges.sharpness(0);
  std::int64_t sharpest = level;
  int first = 0, last = 0;  ///< of the steps in a row that are equally sharp
  for (int i = -steps; i <= steps; ++i) {
    const std::int64_t here = edges.sharpness(float(i) * step);
    if (here > sharpest) first = i;
    if (here > sharpest || (here == sharpest && i == last + 1)) last = i;
    sharpest = std::max(sharpest, here);
  }
  if (float(sharpest) < kClearlySharper * float(level)) return 0;
  return float(first + last) / 2 * step;
}

}  // namespace longhand::layout
