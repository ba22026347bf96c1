#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <longhand/error.h>

#include "speech/feature_stream.h"
#include "speech/model_fit.h"

namespace longhand::speech {

/// What `__metadata__.longhand` of a speech model says besides the architecture; see
/// models/FORMAT.md.
struct ModelDescription {
  FeatureSpec features;
  std::vector<std::string> alphabet;  ///< UTF-8 of each label
  int blank = 0;
  std::vector<float> label_priors;  ///< mean probability of each label; empty = not told
  ModelFit fit;
};

/// Fails with invalid_model or, for what this engine cannot do, unsupported_model.
Result<ModelDescription> read_description(std::string_view json);

}  // namespace longhand::speech
