#pragma once

#include <span>

namespace longhand::speech {

/// How the spectrum of a sound moves, by which a voice differs from tones, music, hisses and
/// knocks. Taken over its loud frames alone; a frame's shape is its log-mel values less their mean,
/// so that neither loudness nor (but for `roughness`) the microphone has a say.
struct VoiceShape {
  double change = 0;     ///< standard deviation of the shape over time, mean of the bins; nats
  double flux = 0;       ///< mean size of the shape's change from frame to frame; nats
  double likeness = 0;   ///< mean cosine of shapes kLag frames apart
  double swing = 0;      ///< standard deviation of the level; nats
  double roughness = 0;  ///< mean size of the second difference over the bins; nats
};

/// frames: [n][bins] natural logarithms of mel energies, n at least 1.
VoiceShape shape_of(std::span<const float> frames, int bins);

}  // namespace longhand::speech
