#include "speech/transcriber.h"

#include <algorithm>
#include <cmath>

#include "speech/confidence.h"

namespace longhand::speech {
namespace {

double mean_confidence(const std::vector<SpokenWord>& words) {
  double sum = 0;
  for (const SpokenWord& word : words) sum += word.confidence;
  return words.empty() ? 0 : sum / double(words.size());
}

}  // namespace

Transcriber::Transcriber(const ctc::Alphabet& alphabet, const ModelFit& fit, SearchPlan plan)
    : alphabet_(&alphabet),
      fit_(&fit),
      plan_(std::move(plan)),
      best_path_(alphabet.blank(), plan_.beam.allowed) {
  const ctc::Knowledge& knowledge = plan_.knowledge;
  if (knowledge.grammar && !knowledge.language_model && !knowledge.hot_phrases) {
    phrase_search_.emplace(knowledge.grammar, alphabet, plan_.beam.allowed);
  } else if (plan_.beam.beam > 1) {
    search_.emplace(ctc::PrefixScorer(plan_.knowledge, alphabet.space()), alphabet, plan_.beam);
  }
}

void Transcriber::reset() {
  best_path_.reset();
  if (search_) search_->reset();
  if (phrase_search_) phrase_search_->reset();
}

/// To discounted_.
void Transcriber::discount(std::span<const float> log_probs) {
  discounted_.assign(log_probs.begin(), log_probs.end());
  for (std::size_t n = 0; n < plan_.discount.size(); ++n) discounted_[n] -= plan_.discount[n];
}

bool Transcriber::accept(std::span<const float> log_probs) {
  discount(log_probs);
  if (search_) search_->accept(discounted_);
  if (phrase_search_) phrase_search_->accept(discounted_);
  const int label = best_path_.accept(log_probs);
  return label != alphabet_->blank() && label != alphabet_->space();
}

SpeechResult Transcriber::partial() const {
  SpeechResult result;
  const auto labels = phrase_search_ ? phrase_search_->best()
                      : search_      ? search_->best()
                                     : best_path_.labels();
  const std::size_t stable = phrase_search_ ? 0 : search_ ? search_->stable() : labels.size();
  result.text = alphabet_->decode(labels);
  result.stable = alphabet_->decode(std::span(labels).first(stable)).size();
  return result;
}

std::vector<ctc::Hypothesis> Transcriber::hypotheses() const {
  if (phrase_search_) return phrase_search_->finish(std::size_t(plan_.options.beam));
  if (search_) return search_->finish(std::size_t(plan_.options.beam));
  return {{best_path_.labels(), 0, 0, -1}};
}

void Transcriber::weigh(const ctc::LogProbs& steps, const Frames& frames,
                        std::span<const ctc::Hypothesis> found) {
  std::vector<float> values(steps.values.begin(), steps.values.end());
  const auto labels = std::size_t(steps.labels);
  double best_path = 0;
  for (std::size_t row = 0; row < values.size(); row += labels) {
    const auto step = std::span(values).subspan(row, labels);
    for (std::size_t n = 0; n < plan_.discount.size(); ++n) step[n] -= plan_.discount[n];
    best_path += *std::max_element(step.begin(), step.end());
  }
  const double phrase = ctc::log_likelihood({values, steps.labels}, alphabet_->blank(),
                                            found[0].labels);
  const auto other = std::find_if(found.begin(), found.end(), [&](const ctc::Hypothesis& h) {
    return h.phrase != found[0].phrase;
  });
  const double margin = other == found.end() ? HUGE_VAL : found[0].score - other->score;
  const auto length = double(std::max<std::size_t>(1, found[0].labels.size()));
  phrase_evidence_ = {(phrase - best_path) / length, margin / length,
                      weigh_garbage(steps, *alphabet_, found[0].labels, *plan_.knowledge.grammar,
                                    frames.values, frames.bins)};
}

void Transcriber::judge_phrase(int phrase, SpeechResult& result) const {
  result.phrase = phrase;
  result.confidence = phrase_confidence(phrase_evidence_, *fit_);
  if (result.confidence < plan_.options.phrase_threshold) {
    const double start = result.start, end = result.end;
    result = {};
    result.start = start;
    result.end = end;
    result.rejected = true;
  }
}

SpeechResult Transcriber::finish(const ctc::LogProbs& steps, const Frames& frames, double start,
                                 double step_seconds) {
  const bool said_something = !alphabet_->decode(best_path_.labels()).empty();
  SpeechResult result;
  result.start = start;
  result.end = start + steps.steps() * step_seconds;
  const auto found = hypotheses();
  const bool closed = plan_.knowledge.grammar != nullptr;
  if (closed && !said_something) return result;
  if (found.empty()) {
    result.rejected = closed;
    return result;
  }
  result.text = alphabet_->decode(found[0].labels);
  result.stable = result.text.size();
  if (result.text.empty()) return result;
  auto weighed = weigh_words(steps, *alphabet_, found, fit_->words, start, step_seconds);
  result.words = std::move(weighed.words);
  word_evidence_ = std::move(weighed.evidence);
  if (!result.words.empty()) {
    result.start = result.words.front().start;
    result.end = result.words.back().end;
  }
  result.confidence = float(mean_confidence(result.words));
  for (const auto& hypothesis :
       std::span(found).first(std::min(found.size(), std::size_t(plan_.options.alternatives)))) {
    result.alternatives.push_back({alphabet_->decode(hypothesis.labels), hypothesis.score});
  }
  if (closed) {
    weigh(steps, frames, found);
    judge_phrase(found[0].phrase, result);
  }
  return result;
}

}  // namespace longhand::speech
