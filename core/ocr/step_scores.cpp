#include "ocr/step_scores.h"

#include <limits>

#include "ocr/certainty.h"

namespace longhand::ocr {
namespace {

constexpr double kCertaintyOffset = -0.085;

float certainty_of(float probability) {
  return float(double(log_probability(probability)) + kCertaintyOffset);
}

}  // namespace

StepScores::StepScores(int labels, int blank) : blank_(blank), ranks_(labels, Rank::rest) {
  top_.fill(-1);
}

void StepScores::set(std::span<const float> probabilities) {
  probabilities_ = probabilities;
  find_top();
  assign_ranks();
  for (int i = 0; i < top2_count_; ++i) {
    const float alone = probabilities[top2_labels_[i]];
    top2_certainty_[i] = certainty_of(alone);
    top2_with_blank_[i] = certainty_of(alone + probabilities[blank_]);
  }
}

void StepScores::find_top() {
  std::array<float, kTop> best;
  best.fill(-std::numeric_limits<float>::infinity());
  std::array<int, kTop> labels;
  labels.fill(-1);
  for (int label = 0; label < int(probabilities_.size()); ++label) {
    const float value = probabilities_[label];
    if (!(value > best[kTop - 1])) continue;
    int place = kTop - 1;
    for (; place > 0 && value > best[place - 1]; --place) {
      best[place] = best[place - 1];
      labels[place] = labels[place - 1];
    }
    best[place] = value;
    labels[place] = label;
  }
  for (const int label : top_) {
    if (label >= 0) ranks_[label] = Rank::rest;
  }
  top_ = labels;
}

void StepScores::assign_ranks() {
  top2_count_ = top5_count_ = 0;
  top2_labels_[top2_count_++] = blank_;
  for (int place = 0; place < kTop; ++place) {
    const int label = top_[place];
    if (label < 0 || label == blank_) continue;
    ranks_[label] = place < 2 ? Rank::top2 : Rank::top5;
    if (place < 2) {
      top2_labels_[top2_count_++] = label;
    } else {
      top5_labels_[top5_count_++] = label;
    }
  }
  ranks_[blank_] = Rank::top2;
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
