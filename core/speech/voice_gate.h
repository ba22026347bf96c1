#pragma once

#include <span>

namespace longhand::speech {

/// Tells frames in which somebody may be speaking from background, cheaply and rather too often
/// than too rarely. A frame is loud if the mean of its log-mel values stands kMargin above the
/// background's, which is followed downwards at once and upwards slowly.
class VoiceGate {
 public:
  static constexpr float kMargin = 1.4f;      ///< nats of power (6 dB)
  static constexpr float kFaintest = -12.5f;  ///< mean log-mel; quieter frames are never loud

  /// frame: [bins] natural logarithms of mel energies of samples of -1..1.
  bool is_loud(std::span<const float> frame);

  void reset() { background_ = kFaintest - kMargin; }

 private:
  float background_ = kFaintest - kMargin;
};

}  // namespace longhand::speech
