#pragma once

#include <span>
#include <vector>

namespace longhand::ctc {

/// Greedy CTC decoding: the most likely label of each step, then without repetitions and blanks. Of
/// equally likely labels the lowest wins.
class BestPath {
 public:
  /// allowed: [labels] that may be used, the blank among them; empty = all.
  explicit BestPath(int blank, std::vector<bool> allowed = {})
      : blank_(blank), allowed_(std::move(allowed)), last_(blank) {}

  /// log_probs: [labels] of one step. Returns its most likely label.
  int accept(std::span<const float> log_probs);

  const std::vector<int>& labels() const { return labels_; }
  void reset();

 private:
  int blank_;
  std::vector<bool> allowed_;
  int last_;
  std::vector<int> labels_;
};

}  // namespace longhand::ctc
