#include "downmix.h"

#include <algorithm>
#include <cmath>

namespace longhand::cli {

Downmix::Downmix(int channels, int sample_rate)
    : fade_(std::exp(-1 / (sample_rate * kFade))), powers_(std::size_t(channels), 0) {}

double Downmix::mix(std::span<const float> frame) {
  double sum = 0;
  for (std::size_t channel = 0; channel < powers_.size(); ++channel) {
    const double sample = frame[channel];
    sum += sample;
    powers_[channel] = powers_[channel] * fade_ + sample * sample;
  }
  const double mean = sum / double(powers_.size());
  mean_power_ = mean_power_ * fade_ + mean * mean;
  choose();
  return chosen_ < 0 ? mean : frame[std::size_t(chosen_)];
}

void Downmix::choose() {
  const auto loudest = std::max_element(powers_.begin(), powers_.end());
  if (chosen_ < 0) {
    if (mean_power_ < kCancelled * *loudest) chosen_ = int(loudest - powers_.begin());
  } else if (mean_power_ > kRestored * *loudest) {
    chosen_ = -1;
  } else if (*loudest > kMuchLouder * powers_[std::size_t(chosen_)]) {
    chosen_ = int(loudest - powers_.begin());
  }
}

}  // namespace longhand::cli
