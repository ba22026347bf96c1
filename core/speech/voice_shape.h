#pragma once

#include <array>
#include <span>

namespace longhand::speech {

/// How the spectrum of a sound looks and moves, by which a voice differs from tones, music, hisses
/// and knocks. All but `rise` and `fall` are taken over its loud frames alone; a frame's shape is
/// its log-mel values less their mean, so that loudness has no say. In nats where nothing is said.
struct VoiceShape {
  static constexpr int kBands = 8;                                 ///< of equally many bins
  static constexpr std::array<int, 5> kLags = {2, 5, 10, 20, 40};  ///< frames

  std::array<double, kBands> mean{};       ///< of the shape in each band
  std::array<double, kBands> deviation{};  ///< its standard deviation over time
  std::array<double, kBands> flux{};       ///< mean size of its change from frame to frame
  std::array<double, 5> memory{};  ///< correlation, -1..1, of shapes kLags apart; 0 = too short
  double likeness = 0;             ///< mean cosine of shapes ten frames apart
  double swing = 0;                ///< standard deviation of the level
  double roughness = 0;            ///< mean size of the second difference over the bins
  double steady = 0;               ///< the same of the mean shape
  double rise = 0, fall = 0;   ///< means of the three steepest steps of the level; what is 30 dB
                               ///< below the loudest or fainter counts as equally quiet
  double length = 0;           ///< natural logarithm of the number of loud frames
  double peaked = 0;           ///< mean of how far the mean energy is above the mean shape
  double ripple = 0;           ///< roughness of the lowest third of the bins: harmonics
  double jump = 0, drift = 0;  ///< bins from frame to frame: the strongest bin, the centre of
                               ///< energy

  static constexpr int kNumbers = 3 * kBands + 5 + 11;
  std::array<double, kNumbers> numbers() const;  ///< all of them, in this order
};

/// frames: [n][bins] natural logarithms of mel energies, n at least 1.
VoiceShape shape_of(std::span<const float> frames, int bins);

}  // namespace longhand::speech
