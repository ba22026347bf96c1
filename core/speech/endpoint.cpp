#include "speech/endpoint.h"

#include <algorithm>
#include <cmath>

namespace longhand::speech {

void EndpointDetector::wait_from(std::int64_t step) {
  first_wait_ = step;
  first_run_ = last_label_ = -1;
}

std::int64_t EndpointDetector::steps_left(std::int64_t step) const {
  const auto most = std::int64_t(std::ceil(rules_.max_length / step_seconds_));
  return std::max<std::int64_t>(1, first_run_ + most - step);
}

std::optional<EndpointReason> EndpointDetector::accept(std::int64_t step, bool label) {
  if (label) last_label_ = step;
  const double length = first_run_ < 0 ? 0 : seconds(step + 1 - first_run_);
  if (length >= rules_.max_length) return EndpointReason::max_length;
  if (!heard()) {
    const bool tired = rules_.no_speech > 0 && seconds(step + 1 - first_wait_) >= rules_.no_speech;
    return tired ? std::optional(EndpointReason::no_speech) : std::nullopt;
  }
  if (rules_.trailing_silence <= 0) return std::nullopt;
  const bool patient = length < kPatientPart * rules_.max_length;
  const double enough = patient ? rules_.trailing_silence
                                : std::min(kShortPause, rules_.trailing_silence);
  return seconds(step - last_label_) >= enough ? std::optional(EndpointReason::trailing_silence)
                                               : std::nullopt;
}

}  // namespace longhand::speech
