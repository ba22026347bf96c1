#include "ctc/prefix_scorer.h"

#include <numbers>

#include "ctc/log_math.h"

namespace longhand::ctc {

PrefixScorer::Context PrefixScorer::start() const {
  Context context;
  if (knowledge_.language_model) context.words = knowledge_.language_model->start();
  if (knowledge_.hot_phrases) context.hot = knowledge_.hot_phrases->start();
  if (knowledge_.grammar) context.grammar = knowledge_.grammar->start();
  return context;
}

bool PrefixScorer::advance(Context& context, int label) const {
  const bool ends_word = label == space_;
  if (ends_word && !context.in_word) return true;
  context.in_word = !ends_word;
  if (knowledge_.grammar) {
    context.grammar = knowledge_.grammar->next(context.grammar, label);
    if (context.grammar == Grammar::kReject) return false;
  }
  if (knowledge_.hot_phrases) {
    context.score += knowledge_.hot_phrases->advance(context.hot, label);
  }
  if (knowledge_.language_model && ends_word) end_word(context);
  if (knowledge_.language_model && !ends_word) spell(context, label);
  return true;
}

void PrefixScorer::expect(Context& context, double expected) const {
  context.score += expected - context.expected;
  context.expected = expected;
}

void PrefixScorer::spell(Context& context, int label) const {
  context.spelling = knowledge_.lexicon->next(context.spelling, label);
  const double best = knowledge_.lexicon->best(context.spelling) * std::numbers::ln10;
  expect(context, knowledge_.lm_weight * best + knowledge_.word_bonus);
}

void PrefixScorer::end_word(Context& context) const {
  const auto word = knowledge_.lexicon->word(context.spelling);
  const double log_prob = knowledge_.language_model->advance(context.words, word) *
                          std::numbers::ln10;
  expect(context, 0);
  context.score += knowledge_.lm_weight * log_prob + knowledge_.word_bonus;
  context.spelling = Lexicon::kStart;
}

double PrefixScorer::finish(const Context& context) const {
  if (knowledge_.grammar && knowledge_.grammar->phrase(context.grammar) < 0) return kImpossible;
  Context end = context;
  if (knowledge_.hot_phrases) end.score += knowledge_.hot_phrases->finish(end.hot);
  if (!knowledge_.language_model) return end.score;
  if (end.in_word) end_word(end);
  return end.score +
         knowledge_.lm_weight * knowledge_.language_model->finish(end.words) * std::numbers::ln10;
}

}  // namespace longhand::ctc
