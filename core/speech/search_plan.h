#pragma once

#include <longhand/speech.h>

#include "ctc/prefix_search.h"
#include "speech/speech_model.h"

namespace longhand::speech {

/// SpeechOptions, checked and compiled for a model.
struct SearchPlan {
  SpeechOptions options;
  ctc::Knowledge knowledge;
  ctc::BeamOptions beam;

  /// [labels] nats to take off the network's log-probabilities before a search with knowledge, as
  /// in Bourlard and Morgan 1994: what the network says because a label is frequent, the blank
  /// above all, is not evidence for it. Empty = none.
  std::vector<float> discount;
};

/// Fails with invalid_option. `previous` saves what need not be compiled anew; null = nothing.
Result<SearchPlan> make_search_plan(const SpeechOptions& options, const SpeechModel::Impl& model,
                                    const SearchPlan* previous);

}  // namespace longhand::speech
