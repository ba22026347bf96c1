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

/// Turns the network's output for one utterance into text, step by step.
class Transcriber {
 public:
  /// alphabet must outlive the transcriber.
  Transcriber(const ctc::Alphabet& alphabet, SearchPlan plan);

  /// One step: [labels] natural logarithms. Returns whether it emits a label other than the space.
  bool accept(std::span<const float> log_probs);

  /// Text that forms so far, `stable` filled; nothing else.
  SpeechResult partial() const;

  /// What was said in the steps accepted. They are given once more, for the times and the
  /// confidences: step k lasts from start + k * step_seconds on. Empty text, not rejected = nothing
  /// was said.
  SpeechResult finish(const ctc::LogProbs& steps, double start, double step_seconds) const;

  void reset();
  const SearchPlan& plan() const { return plan_; }

 private:
  void discount(std::span<const float> log_probs);
  std::vector<ctc::Hypothesis> hypotheses() const;
  PhraseEvidence evidence(const ctc::LogProbs& steps, std::span<const ctc::Hypothesis> found) const;
  void judge_phrase(const ctc::LogProbs& steps, std::span<const ctc::Hypothesis> found,
                    SpeechResult& result) const;

  const ctc::Alphabet* alphabet_;
  SearchPlan plan_;
  ctc::BestPath best_path_;
  std::vector<float> discounted_;                    ///< [labels] of the last step
  std::optional<ctc::BeamSearch> search_;            ///< none if the beam is 1
  std::optional<ctc::GrammarSearch> phrase_search_;  ///< instead, for phrases alone
};

}  // namespace longhand::speech
