#pragma once

#include <longhand/speech.h>

#include "ctc/alphabet.h"
#include "ctc/beam_search.h"

namespace longhand::speech {

/// SpeechOptions, checked and compiled for the alphabet of a model.
struct SearchPlan {
  SpeechOptions options;
  ctc::Knowledge knowledge;
  ctc::BeamOptions beam;
};

/// Fails with invalid_option. `previous` saves what need not be compiled anew; null = nothing.
Result<SearchPlan> make_search_plan(const SpeechOptions& options, const ctc::Alphabet& alphabet,
                                    const SearchPlan* previous);

}  // namespace longhand::speech
