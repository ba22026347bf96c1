#pragma once

#include <string>
#include <vector>

#include <longhand/error.h>

#include "formats/sequence_file.h"
#include "speech/feature_stream.h"
#include "speech/model_fit.h"

namespace longhand::speech {

/// What the description of a speech model says besides the architecture; see models/FORMAT.md.
struct ModelDescription {
  FeatureSpec features;
  std::vector<std::string> alphabet;  ///< UTF-8 of each label
  int blank = 0;
  std::vector<float> label_priors;  ///< mean probability of each label; empty = not told
  ModelFit fit;
};

/// Reads it and checks that the network fits it. Fails with invalid_model or, for what this engine
/// cannot do, unsupported_model.
Result<ModelDescription> read_description(const formats::SequenceFile& file);

}  // namespace longhand::speech
