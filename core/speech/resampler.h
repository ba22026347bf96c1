#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace longhand::speech {

/// Band-limited conversion between two whole sample rates, fed in chunks of any size.
///
/// Interpolates with a Hann-windowed sinc of kZeroCrossings zero crossings on each side, cut off at
/// kRolloff of the lower of the two Nyquist frequencies (J. O. Smith, "Digital Audio Resampling",
/// https://ccrma.stanford.edu/~jos/resample/; the same filter as torchaudio's `resample` with these
/// parameters). Outside the sound there is silence. n samples give ceil(n * to / from).
class Resampler {
 public:
  static constexpr int kZeroCrossings = 16;
  static constexpr double kRolloff = 0.97;

  Resampler(int from, int to);

  /// Appends to `out` the samples that `samples` completes.
  void accept(std::span<const float> samples, std::vector<float>& out);

  /// Appends what is left, then starts anew.
  void finish(std::vector<float>& out);

  void reset();

 private:
  std::span<const float> filter(std::int64_t phase);
  void design(std::int64_t phase, float* taps) const;
  void produce(std::int64_t limit, std::vector<float>& out);

  std::int64_t from_, to_;      ///< coprime
  int half_ = 0;                ///< taps before an output's position; there are half_ + 1 after it
  std::vector<float> table_;    ///< [to_][taps], empty if that would be large
  std::vector<float> scratch_;  ///< one filter
  std::vector<float> history_;  ///< input from sample first_ on
  std::int64_t first_ = 0;
  std::int64_t received_ = 0;
  std::int64_t produced_ = 0;
};

}  // namespace longhand::speech
