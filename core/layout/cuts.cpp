#include "layout/cuts.h"

#include <algorithm>

namespace longhand::layout {
namespace {

/// Columns of a gap's width that a column of distance from the expected place is worth.
constexpr float kDistanceCost = 1;

/// Columns of distance that a pixel of ink in a column is worth.
constexpr float kInkCost = 4;

/// Columns of distance that a letter without ink is worth.
constexpr float kEmptyCost = 1000;

/// A place for a cut, and the best way there from the start of the line.
struct Place {
  float column = 0;
  float score = 0;
  int before = -1;  ///< the place of the cut before
};

float distance(float column, float from, float to) {
  return std::max({0.0f, from - column, column - to});
}

class Cutter {
 public:
  explicit Cutter(std::span<const int> ink) : ink_(ink), last_ink_(ink.size() + 1, -1) {
    for (std::size_t x = 0; x < ink.size(); ++x)
      last_ink_[x + 1] = ink[x] != 0 ? int(x) : last_ink_[x];
  }

  std::vector<float> cut(std::span<const Boundary> boundaries) {
    std::vector<Place> before{{0, 0, -1}};
    for (const Boundary& boundary : boundaries) {
      std::vector<Place> here = places(boundary);
      reach(here, before);
      reached_.push_back(std::move(before));
      before = std::move(here);
    }
    std::vector<Place> end{{float(ink_.size()), 0, -1}};
    reach(end, before);
    reached_.push_back(std::move(before));
    return trace(end[0].before);
  }

 private:
  /// One for each gap and each column with ink.
  std::vector<Place> places(const Boundary& boundary) const {
    const int size = int(ink_.size());
    const int first = std::clamp(int(boundary.from), 0, size);
    const int end = std::clamp(int(boundary.to) + 1, first, size);
    std::vector<Place> found;
    for (int left = first, right = first; right < end; left = right) {
      ++right;
      if (ink_[left] == 0) {
        while (left > 0 && ink_[left - 1] == 0) --left;
        while (right < size && ink_[right] == 0) ++right;
      }
      const float gain = ink_[left] == 0 ? float(right - left) : -kInkCost * float(ink_[left]);
      const float away = distance(boundary.expected, float(left), float(right));
      found.push_back({float(left + right) / 2, gain - kDistanceCost * away, -1});
    }
    if (found.empty()) found.push_back({boundary.expected, 0, -1});
    return found;
  }

  /// Adds to each of `here` the best of `before` that lies left of it, if possible with ink
  /// between.
  void reach(std::vector<Place>& here, const std::vector<Place>& before) const {
    int next = 0, next_apart = 0, best = 0, best_apart = -1;
    for (Place& place : here) {
      const int column = std::clamp(int(place.column), 0, int(ink_.size()));
      const float limit = float(last_ink_[column]);
      for (; next < int(before.size()) && before[next].column <= place.column; ++next)
        if (before[next].score > before[best].score) best = next;
      for (; next_apart < int(before.size()) && before[next_apart].column <= limit; ++next_apart)
        if (best_apart < 0 || before[next_apart].score > before[best_apart].score)
          best_apart = next_apart;
      const bool apart = best_apart >= 0 &&
                         before[best_apart].score >= before[best].score - kEmptyCost;
      place.before = apart ? best_apart : best;
      place.score += before[place.before].score - (apart ? 0 : kEmptyCost);
    }
  }

  std::vector<float> trace(int place) const {
    std::vector<float> cuts(reached_.size() - 1);
    for (std::size_t i = cuts.size(); i > 0; --i) {
      cuts[i - 1] = reached_[i][place].column;
      place = reached_[i][place].before;
    }
    for (std::size_t i = 1; i < cuts.size(); ++i) cuts[i] = std::max(cuts[i], cuts[i - 1]);
    return cuts;
  }

  std::span<const int> ink_;
  std::vector<int> last_ink_;  ///< for each column the last one before it that has ink
  std::vector<std::vector<Place>> reached_;
};

}  // namespace

std::vector<float> find_cuts(std::span<const int> ink, std::span<const Boundary> boundaries) {
  return Cutter(ink).cut(boundaries);
}

}  // namespace longhand::layout
