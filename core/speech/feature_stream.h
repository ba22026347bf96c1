#pragma once

#include <span>
#include <vector>

#include "speech/log_mel.h"

namespace longhand::speech {

/// What a network of a model file takes in: log-mel frames, normalised per bin and stacked.
struct FeatureSpec {
  LogMelSpec log_mel;
  std::vector<float> mean;  ///< [bins], of the log-mel values
  std::vector<float> std;   ///< [bins], positive
  int stack = 1;            ///< frames per step, without overlap, oldest first

  int step_size() const { return log_mel.bins * stack; }  ///< values per step
  double frame_seconds() const { return double(log_mel.frame_shift()) / log_mel.sample_rate; }
  double step_seconds() const { return frame_seconds() * stack; }
};

/// Turns samples at the model's rate into steps, fed in chunks of any size. Frames start every
/// frame_shift samples and lie wholly inside the sound (Kaldi's snip_edges); a last incomplete
/// group of frames is dropped.
class FeatureStream {
 public:
  explicit FeatureStream(const FeatureSpec& spec);

  /// Appends the completed log-mel frames [frames][bins], not normalised, to `frames`, and the
  /// completed steps [steps][stack * bins] to `steps`.
  void accept(std::span<const float> samples, std::vector<float>& frames,
              std::vector<float>& steps);

  void reset();

 private:
  void add_frame(std::span<const float> frame, std::vector<float>& steps);

  FeatureSpec spec_;
  LogMel log_mel_;
  std::vector<float> samples_;  ///< from the start of the next frame on
  std::vector<float> step_;     ///< frames of the incomplete step
};

}  // namespace longhand::speech
