#pragma once

#include <span>
#include <vector>

#include <longhand/speech.h>

#include "ctc/alignment.h"
#include "ctc/alphabet.h"
#include "ctc/beam_search.h"

namespace longhand::speech {

/// The words of the best hypothesis, found[0], with their times and confidences. A word lasts from
/// its first label's first step to its last label's last one.
std::vector<SpokenWord> time_words(const ctc::LogProbs& steps, const ctc::Alphabet& alphabet,
                                   std::span<const ctc::Hypothesis> found, double start,
                                   double step_seconds);

/// 0..1: how sure it is that `phrase` was said, rather than something outside the list. A logistic
/// function of the log-likelihood ratio per label of the phrase and of what the network hears
/// freely.
float phrase_confidence(const ctc::LogProbs& steps, int blank, std::span<const int> phrase,
                        std::span<const int> heard);

}  // namespace longhand::speech
