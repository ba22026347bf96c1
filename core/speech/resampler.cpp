#include "speech/resampler.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace longhand::speech {
namespace {

constexpr std::int64_t kLargestTable = 1 << 18;  // values; beyond it filters are computed when
                                                 // needed

}  // namespace

Resampler::Resampler(int from, int to)
    : from_(from / std::gcd(from, to)), to_(to / std::gcd(from, to)) {
  const double stretch = double(from_) / (double(std::min(from_, to_)) * kRolloff);
  half_ = from_ == to_ ? 0 : int(std::ceil(kZeroCrossings * stretch));
  const std::int64_t taps = 2 * half_ + 2;
  scratch_.resize(taps);
  if (from_ != to_ && to_ * taps <= kLargestTable) {
    table_.resize(to_ * taps);
    for (std::int64_t phase = 0; phase < to_; ++phase) design(phase, &table_[phase * taps]);
  }
  reset();
}

void Resampler::reset() {
  history_.assign(half_, 0.0f);
  first_ = -half_;
  received_ = produced_ = 0;
}

// The output stands `phase / to_` samples after the input sample with index half_ of its taps.
void Resampler::design(std::int64_t phase, float* taps) const {
  const double cutoff = double(std::min(from_, to_)) * kRolloff / double(from_);
  const double offset = double(phase) / double(to_) + half_;
  for (int tap = 0; tap < 2 * half_ + 2; ++tap) {
    const double t = (tap - offset) * cutoff;
    const double x = std::numbers::pi * t;
    const double window = std::abs(t) < kZeroCrossings ? std::cos(x / kZeroCrossings / 2) : 0.0;
    const double sinc = x == 0 ? 1.0 : std::sin(x) / x;
    taps[tap] = float(sinc * window * window * cutoff);
  }
}

std::span<const float> Resampler::filter(std::int64_t phase) {
  if (!table_.empty()) return {&table_[phase * std::int64_t(scratch_.size())], scratch_.size()};
  design(phase, scratch_.data());
  return scratch_;
}

void Resampler::produce(std::int64_t limit, std::vector<float>& out) {
  for (; produced_ < limit; ++produced_) {
    const std::int64_t position = produced_ * from_ / to_;
    if (position + half_ + 1 >= first_ + std::int64_t(history_.size())) break;
    const auto taps = filter(produced_ * from_ % to_);
    const float* input = &history_[position - half_ - first_];
    double sum = 0;
    for (std::size_t tap = 0; tap < taps.size(); ++tap) sum += double(input[tap]) * taps[tap];
    out.push_back(float(sum));
  }
  const std::int64_t next = produced_ * from_ / to_ - half_;
  const auto spent = std::clamp<std::int64_t>(next - first_, 0, std::int64_t(history_.size()));
  history_.erase(history_.begin(), history_.begin() + spent);
  first_ += spent;
}

void Resampler::accept(std::span<const float> samples, std::vector<float>& out) {
  received_ += std::int64_t(samples.size());
  if (from_ == to_) {
    out.insert(out.end(), samples.begin(), samples.end());
    return;
  }
  constexpr std::size_t kBlock = 1 << 14;  // bounds what is kept of a huge chunk
  for (; !samples.empty(); samples = samples.subspan(std::min(kBlock, samples.size()))) {
    const auto block = samples.first(std::min(kBlock, samples.size()));
    history_.insert(history_.end(), block.begin(), block.end());
    produce(INT64_MAX, out);
  }
}

void Resampler::finish(std::vector<float>& out) {
  if (from_ != to_) {
    history_.insert(history_.end(), half_ + 2, 0.0f);
    produce((received_ * to_ + from_ - 1) / from_, out);
  }
  reset();
}

}  // namespace longhand::speech
