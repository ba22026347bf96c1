#pragma once

#include <cstdint>
#include <optional>

#include <longhand/speech.h>

namespace longhand::speech {

/// Decides, step by step, when an utterance ends. Near its greatest length a shorter pause is
/// enough, so that long speech is cut between words. Steps are numbered from the beginning of the
/// stream.
class EndpointDetector {
 public:
  static constexpr double kShortPause = 0.25;      ///< seconds
  static constexpr double kPatientPart = 2.0 / 3;  ///< of the greatest length

  EndpointDetector(const EndpointRules& rules, double step_seconds)
      : rules_(rules), step_seconds_(step_seconds) {}

  void set_rules(const EndpointRules& rules) { rules_ = rules; }

  /// From `step` on an utterance is expected, but the network is not run yet.
  void wait_from(std::int64_t step);

  /// From `step` on the network is run, until wait_from() or stop_running().
  void run_from(std::int64_t step) { first_run_ = step; }
  void stop_running() { first_run_ = -1; }

  /// `label`: the step emitted a label.
  std::optional<EndpointReason> accept(std::int64_t step, bool label);

  bool heard() const { return last_label_ >= 0; }  ///< a label since wait_from()

  /// Steps that the network may still be run before the utterance is cut; at least 1.
  std::int64_t steps_left(std::int64_t step) const;

 private:
  double seconds(std::int64_t steps) const { return double(steps) * step_seconds_; }

  EndpointRules rules_;
  double step_seconds_;
  std::int64_t first_wait_ = 0;
  std::int64_t first_run_ = -1;   ///< -1 = not running
  std::int64_t last_label_ = -1;  ///< -1 = none
};

}  // namespace longhand::speech
