#pragma once

#include <span>
#include <vector>

#include <longhand/speech.h>

#include "ctc/alignment.h"
#include "ctc/alphabet.h"
#include "ctc/prefix_search.h"
#include "speech/garbage.h"
#include "speech/model_fit.h"

namespace longhand::speech {

/// What speaks for a word of the best hypothesis.
struct WordEvidence {
  double mean_peak = 0;   ///< mean over its labels of the largest log-probability that each has
  double least_peak = 0;  ///< least of these
  double agreement = 1;   ///< share of all hypotheses' probability that has the word there, (0, 1]
};

/// 0..1: a logistic function of the evidence, with coefficients that make it the share of such
/// words that are right on held-out speech.
float word_confidence(const WordEvidence& evidence, const WordFit& fit);

struct WeighedWords {
  std::vector<SpokenWord> words;
  std::vector<WordEvidence> evidence;  ///< of each
};

/// The words of the best hypothesis, found[0], with their times and confidences. A word lasts from
/// its first label's first step to its last label's last one.
WeighedWords weigh_words(const ctc::LogProbs& steps, const ctc::Alphabet& alphabet,
                         std::span<const ctc::Hypothesis> found, const WordFit& fit, double start,
                         double step_seconds);

/// What speaks for a phrase of a closed list, nats per label of the phrase.
struct PhraseEvidence {
  double ratio = 0;   ///< likelihood against that of the best path without a list, at most about 0
  double margin = 0;  ///< against the next phrase of the list
  GarbageEvidence garbage;
};

/// 0..1: how sure it is that the phrase was said, rather than another, something outside the list
/// or nothing at all. A logistic function of ratio and margin, but no more than voice_confidence()
/// if `fit` has a rule for it.
float phrase_confidence(const PhraseEvidence& evidence, const ModelFit& fit);

}  // namespace longhand::speech
