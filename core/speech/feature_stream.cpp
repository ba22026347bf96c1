#include "speech/feature_stream.h"

#include <algorithm>

namespace longhand::speech {

FeatureStream::FeatureStream(const FeatureSpec& spec) : spec_(spec), log_mel_(spec.log_mel) {}

void FeatureStream::reset() {
  samples_.clear();
  step_.clear();
}

void FeatureStream::add_frame(std::span<const float> frame, std::vector<float>& steps) {
  for (std::size_t bin = 0; bin < frame.size(); ++bin) {
    step_.push_back((frame[bin] - spec_.mean[bin]) / spec_.std[bin]);
  }
  if (int(step_.size()) < spec_.step_size()) return;
  steps.insert(steps.end(), step_.begin(), step_.end());
  step_.clear();
}

void FeatureStream::accept(std::span<const float> samples, std::vector<float>& frames,
                           std::vector<float>& steps) {
  samples_.insert(samples_.end(), samples.begin(), samples.end());
  const std::size_t length = spec_.log_mel.frame_length();
  const std::size_t shift = spec_.log_mel.frame_shift();
  std::size_t start = 0;
  for (; start + length <= samples_.size(); start += shift) {
    frames.resize(frames.size() + spec_.log_mel.bins);
    const auto frame = std::span(frames).last(spec_.log_mel.bins);
    log_mel_.compute(std::span(samples_).subspan(start, length), frame);
    add_frame(frame, steps);
  }
  samples_.erase(samples_.begin(), samples_.begin() + std::ptrdiff_t(start));
}

}  // namespace longhand::speech
