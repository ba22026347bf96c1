#pragma once

#include <span>
#include <vector>

namespace longhand::cli {

/// Mixes channels to one, in the same way as web/src/audio/downmix.ts: their mean, but where that
/// cancels out - one side the other upside down, as a wrongly wired cable makes it - the loudest
/// channel. Loudness fades within a tenth of a second, so the choice holds while it is true.
class Downmix {
 public:
  Downmix(int channels, int sample_rate);

  /// frame: a sample of each channel.
  double mix(std::span<const float> frame);

 private:
  void choose();

  static constexpr double kFade = 0.1;  ///< seconds
  /// Part of the loudest channel's power below which the mean counts as cancelled, and above no
  /// more.
  static constexpr double kCancelled = 0.05, kRestored = 0.2;
  static constexpr double kMuchLouder = 4;  ///< power of a channel that is taken instead

  double fade_;
  std::vector<double> powers_;  ///< [channels]
  double mean_power_ = 0;
  int chosen_ = -1;  ///< channel that is taken, -1 = the mean
};

}  // namespace longhand::cli
