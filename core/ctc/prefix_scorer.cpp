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
  const bool ends = ends_word(label);
  if (!knowledge_.characters.empty()) weigh(context, label);
  if (ends && !context.in_word) return true;
  context.in_word = !ends;
  if (knowledge_.grammar) {
    context.grammar = knowledge_.grammar->next(context.grammar, label);
    if (context.grammar == Grammar::kReject) return false;
  }
  if (knowledge_.hot_phrases) {
    context.score += knowledge_.hot_phrases->advance(context.hot, ends ? space_ : label);
  }
  if (knowledge_.lexicon && ends) end_word(context);
  if (knowledge_.lexicon && !ends) spell(context, label);
  return true;
}

/// By a model of characters: a space counts when something follows it.
void PrefixScorer::weigh(Context& context, int label) const {
  if (label == space_) {
    context.spaced = context.begun;
    return;
  }
  if (context.spaced) add_character(context, space_);
  add_character(context, label);
  context.begun = true;
  context.spaced = false;
}

void PrefixScorer::add_character(Context& context, int label) const {
  const auto character = knowledge_.characters[label];
  context.score += knowledge_.lm_weight * std::numbers::ln10 *
                   knowledge_.language_model->advance(context.words, character);
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
  if (end.in_word && knowledge_.lexicon) end_word(end);
  return end.score +
         knowledge_.lm_weight * knowledge_.language_model->finish(end.words) * std::numbers::ln10;
}

}  // namespace longhand::ctc
