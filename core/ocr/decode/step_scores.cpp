#include "ocr/decode/step_scores.h"

#include "ocr/decode/certainty.h"
#include "ocr/decode/largest.h"

namespace longhand::ocr {
StepScores::StepScores(int labels, int blank) : blank_(blank), ranks_(labels, Rank::rest) {
  top_.fill(-1);
}

void StepScores::set(std::span<const float> probabilities) {
  probabilities_ = probabilities;
  forget_ranks();
  top_ = find_largest<2>(probabilities);
  top2_labels_[top2_count_++] = blank_;
  for (const int label : top_) {
    if (label >= 0 && label != blank_) top2_labels_[top2_count_++] = label;
  }
  for (int i = 0; i < top2_count_; ++i) {
    const int label = top2_labels_[i];
    ranks_[label] = Rank::top2;
    top2_certainty_[i] = certainty_of(probabilities[label]);
    top2_with_blank_[i] = certainty_of(probabilities[label] + probabilities[blank_]);
  }
}

void StepScores::rank_all() {
  for (const int label : find_largest<kTop>(probabilities_)) {
    if (label < 0 || ranks_[label] != Rank::rest) continue;
    ranks_[label] = Rank::top5;
    top5_labels_[top5_count_++] = label;
  }
}

void StepScores::forget_ranks() {
  for (const Rank rank : {Rank::top2, Rank::top5}) {
    for (const int label : labels_of(rank)) ranks_[label] = Rank::rest;
  }
  top2_count_ = top5_count_ = 0;
}

std::span<const int> StepScores::labels_of(Rank rank) const {
  if (rank == Rank::top2) return {top2_labels_.data(), std::size_t(top2_count_)};
  return {top5_labels_.data(), std::size_t(top5_count_)};
}

float StepScores::certainty(int label) const {
  for (int i = 0; i < top2_count_; ++i) {
    if (top2_labels_[i] == label) return top2_certainty_[i];
  }
  return certainty_of(probabilities_[label]);
}

float StepScores::certainty_with_blank(int label) const {
  for (int i = 0; i < top2_count_; ++i) {
    if (top2_labels_[i] == label) return top2_with_blank_[i];
  }
  return certainty_of(probabilities_[label] + probabilities_[blank_]);
}

float StepScores::certainty_with_blank_and(int label, int before) const {
  return certainty_of(probabilities_[label] + probabilities_[blank_] + probabilities_[before]);
}

}  // namespace longhand::ocr
