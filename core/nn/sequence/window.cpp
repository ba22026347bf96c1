#include "nn/sequence/window.h"

#include <algorithm>

namespace longhand::nn::sequence {

int WindowStream::push(int steps, std::span<const float> in) {
  const auto reach = std::size_t(window_.reach());
  const int first_wait = window_.reach() - window_.before, total = steps + window_.after;
  if (window_.after > 0) std::ranges::fill(carried_, 0.0f);
  steps_ = reach + std::size_t(total);
  const std::span<float> rows = rows_.take(steps_ * row_ + kSlack).first(steps_ * row_);
  auto at = std::copy(carried_.begin() + 1, carried_.end(), rows.begin());
  at = std::ranges::copy(in, at).out;
  std::fill(at, rows.end(), 0.0f);
  first_ = reach;
  end_ = reach + std::size_t(steps);

  wait_ = first_wait - int(carried_[0]);
  const int count = wait_ < total ? (total - wait_ - 1) / window_.stride + 1 : 0;
  carried_[0] = float(first_wait - (wait_ + count * window_.stride - total));
  std::ranges::copy(rows.last(reach * row_), carried_.begin() + 1);
  return count;
}

}  // namespace longhand::nn::sequence
