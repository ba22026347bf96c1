#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace longhand::ocr {

/// How probable a label is at a step, against the others. The search tries the groups in turn.
enum class Rank : std::uint8_t {
  top2,  ///< one of the two most probable, or the blank
  top5,
  rest,
};
inline constexpr Rank kRanks[] = {Rank::top2, Rank::top5, Rank::rest};

/// The probabilities of one time step, ranked, and the certainties taken from them. A certainty is
/// log_probability(p) - 0.085.
class StepScores {
 public:
  StepScores(int labels, int blank);

  /// `probabilities` must live until the next call. Of equal ones the lower label ranks first.
  /// Ranks none but the most probable: call rank_all() before asking for more.
  void set(std::span<const float> probabilities);
  void rank_all();

  Rank rank(int label) const { return ranks_[label]; }
  /// The labels of a rank other than `rest`, in no particular order.
  std::span<const int> labels_of(Rank rank) const;

  float certainty(int label) const;
  /// Of `label` or the blank: what a character gets whose probability spreads over two steps.
  float certainty_with_blank(int label) const;
  /// The same, of `label`, the blank or `before`.
  float certainty_with_blank_and(int label, int before) const;

  /// Whether these are the two most probable labels.
  bool are_top_two(int a, int b) const {
    return (a == top_[0] && b == top_[1]) || (a == top_[1] && b == top_[0]);
  }

 private:
  static constexpr int kTop = 5;
  void forget_ranks();

  int blank_;
  std::span<const float> probabilities_;
  std::array<int, 2> top_;
  std::vector<Rank> ranks_;
  std::array<int, 3> top2_labels_;
  int top2_count_ = 0;
  std::array<int, kTop> top5_labels_;
  int top5_count_ = 0;
  std::array<float, 3> top2_certainty_;  ///< of top2_labels_
  std::array<float, 3> top2_with_blank_;
};

}  // namespace longhand::ocr
