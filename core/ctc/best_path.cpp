#include "ctc/best_path.h"

namespace longhand::ctc {

int BestPath::accept(std::span<const float> log_probs) {
  int best = blank_;
  for (int label = 0; label < int(log_probs.size()); ++label) {
    if (!allowed_.empty() && !allowed_[label]) continue;
    if (log_probs[label] > log_probs[best] ||
        (log_probs[label] == log_probs[best] && label < best)) {
      best = label;
    }
  }
  if (best != blank_ && best != last_) labels_.push_back(best);
  last_ = best;
  return best;
}

void BestPath::reset() {
  labels_.clear();
  last_ = blank_;
}

}  // namespace longhand::ctc
