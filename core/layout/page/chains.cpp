#include "layout/page/chains.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "layout/page/buckets.h"

namespace longhand::layout {
namespace {

constexpr float kLeastOverlap = 0.4f;   ///< of the lower of two letters
constexpr float kMostRatio = 3.2f;      ///< of their heights
constexpr float kLikelyRatio = 1.6f;    ///< of letters that stand apart
constexpr float kMostGap = 1.15f;       ///< of the higher one
constexpr float kMostIntrusion = 0.7f;  ///< of a letter into the one before it
constexpr float kDriftCost = 0.3f;
constexpr float kTouching = 1.6f;  ///< height of letters of two lines that touch, of that of others

/// The best neighbour on one side so far.
struct Neighbour {
  int letter = -1;
  float cost = 0;

  void offer(int other, float other_cost) {
    if (letter < 0 || other_cost < cost) *this = {other, other_cost};
  }
};

/// Whether `b`, which begins right of where `a` begins, may follow it.
bool may_follow(const Letter& a, const Letter& b, float usual) {
  const float lower = std::min(a.height(), b.height()), higher = std::max(a.height(), b.height());
  const float gap = b.left - a.right;
  const float overlap = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return a.cell == b.cell && higher <= kMostRatio * lower && overlap > kLeastOverlap * lower &&
         gap > -kMostIntrusion * a.height() &&
         gap < kMostGap * std::max(std::min(higher, kLikelyRatio * lower), 0.8f * usual);
}

/// Links letters whose best neighbours they are of each other.
class Chainer {
 public:
  Chainer(const std::vector<Letter>& letters, float usual, float page_height)
      : letters_(letters),
        usual_(usual),
        buckets_(page_height, usual),
        after_(letters.size()),
        before_(letters.size()) {
    for (int i = 0; i < int(letters.size()); ++i) buckets_.add(letters[i].middle(), i);
    for (int i = 0; i < int(letters.size()); ++i) find_neighbours(i);
    for (int i = 0; i < int(letters.size()); ++i) part_lines(i);
  }

  float closeness() const {
    float sum = 0;
    for (int i = 0; i < int(letters_.size()); ++i) {
      const int next = next_of(i);
      if (next < 0) continue;
      const float gap = std::max(0.0f, letters_[next].left - letters_[i].right);
      const float height = std::max(letters_[i].height(), letters_[next].height());
      sum += std::max(0.0f, 1 - gap / (kMostGap * height));
    }
    return sum;
  }

  std::vector<TextRow> rows() const {
    std::vector<TextRow> rows;
    for (int i = 0; i < int(letters_.size()); ++i) {
      if (next_of(before_[i].letter) == i) continue;
      TextRow row;
      row.cell = letters_[i].cell;
      for (int at = i; at >= 0; at = next_of(at))
        std::ranges::copy(letters_[at].parts, std::back_inserter(row.parts));
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  void find_neighbours(int index) {
    const Letter& a = letters_[index];
    const float reach = (0.5f + kMostRatio / 2) * a.height();
    const float farthest = a.right + kMostGap * std::max(kMostRatio * a.height(), usual_);
    const auto first_behind = [&](const std::vector<int>& bucket) {
      return std::ranges::upper_bound(bucket, index);
    };
    buckets_.for_each(a.middle() - reach, a.middle() + reach, [&](const std::vector<int>& bucket) {
      for (auto it = first_behind(bucket); it != bucket.end(); ++it) {
        const Letter& b = letters_[*it];
        if (b.left > farthest) break;
        if (!may_follow(a, b, usual_)) continue;
        const float drift = std::min(std::abs(a.bottom - b.bottom), std::abs(a.top - b.top));
        const float cost = std::max(0.0f, b.left - a.right) + kDriftCost * drift;
        after_[index].offer(*it, cost);
        before_[*it].offer(index, cost);
      }
    });
  }

  /// Where a letter touches one of the next line, the line must not go on with what follows that.
  void part_lines(int touching) {
    const int before = before_[touching].letter, after = next_of(touching);
    if (after < 0 || next_of(before) != touching) return;
    const Letter &a = letters_[before], &b = letters_[after];
    const bool tall = letters_[touching].height() > kTouching * std::max(a.height(), b.height());
    if (tall && (a.bottom <= b.top || b.bottom <= a.top)) before_[after] = after_[touching] = {};
  }

  int next_of(int letter) const {
    if (letter < 0) return -1;
    const int next = after_[letter].letter;
    return next >= 0 && before_[next].letter == letter ? next : -1;
  }

  const std::vector<Letter>& letters_;
  const float usual_;
  Buckets buckets_;
  std::vector<Neighbour> after_, before_;
};

}  // namespace

std::vector<TextRow> chain_letters(const std::vector<Letter>& letters, float usual,
                                   float page_height) {
  return Chainer(letters, usual, page_height).rows();
}

float closeness(const std::vector<Letter>& letters, float usual, float page_height) {
  return Chainer(letters, usual, page_height).closeness();
}

}  // namespace longhand::layout
