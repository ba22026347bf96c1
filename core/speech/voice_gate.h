#pragma once

#include <span>

#include "speech/model_fit.h"

namespace longhand::speech {

/// Tells frames in which somebody may be speaking from background, cheaply and rather too often
/// than too rarely. A frame is loud if the mean of its log-mel values stands `margin` above the
/// background's, which is followed downwards at once and upwards slowly, and above `faintest`.
class VoiceGate {
 public:
  explicit VoiceGate(const GateFit& fit) : fit_(fit) { reset(); }

  /// frame: [bins] natural logarithms of mel energies of samples of -1..1.
  bool is_loud(std::span<const float> frame);

  void reset() { background_ = fit_.faintest - fit_.margin; }

 private:
  GateFit fit_;
  float background_;
};

}  // namespace longhand::speech
