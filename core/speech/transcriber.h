#pragma once

#include <optional>
#include <span>
#include <string>

#include <longhand/speech.h>

#include "ctc/alignment.h"
#include "ctc/best_path.h"
#include "ctc/grammar_search.h"
#include "speech/confidence.h"
#include "speech/search_plan.h"

namespace longhand::speech {

/// Log-mel values of successive frames, [n][bins]. Owns nothing.
struct Frames {
  std::span<const float> values;
  int bins = 1;
};

/// Turns the network's output for one utterance into text, step by step.
class Transcriber {
 public:
  /// alphabet and fit must outlive the transcriber.
  Transcriber(const ctc::Alphabet& alphabet, const ModelFit& fit, SearchPlan plan);

  /// One step: [labels] natural logarithms. Returns whether it emits a label other than the space.
  bool accept(std::span<const float> log_probs);

  /// Text that forms so far, `stable` filled; nothing else.
  SpeechResult partial() const;

  /// What was said in the steps accepted. They are given once more, and the log-mel frames beside,
  /// for the times and the confidences: step k lasts from start + k * step_seconds on. Empty text,
  /// not rejected = nothing was said.
  SpeechResult finish(const ctc::LogProbs& steps, const Frames& frames, double start,
                      double step_seconds);

  /// What the last finish() that found a phrase weighed.
  const PhraseEvidence& phrase_evidence() const { return phrase_evidence_; }

  /// What the last finish() that found words weighed, of each.
  std::span<const WordEvidence> word_evidence() const { return word_evidence_; }

  void reset();
  const SearchPlan& plan() const { return plan_; }

 private:
  void discount(std::span<const float> log_probs);
  std::vector<ctc::Hypothesis> hypotheses() const;
  void weigh(const ctc::LogProbs& steps, const Frames& frames,
             std::span<const ctc::Hypothesis> found);
  void judge_phrase(int phrase, SpeechResult& result) const;

  const ctc::Alphabet* alphabet_;
  const ModelFit* fit_;
  SearchPlan plan_;
  ctc::BestPath best_path_;
  PhraseEvidence phrase_evidence_;
  std::vector<WordEvidence> word_evidence_;
  std::vector<float> discounted_;                    ///< [labels] of the last step
  std::optional<ctc::PrefixSearch> search_;          ///< none if the beam is 1
  std::optional<ctc::GrammarSearch> phrase_search_;  ///< instead, for phrases alone
};

}  // namespace longhand::speech
