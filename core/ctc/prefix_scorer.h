#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ctc/alphabet.h"
#include "ctc/grammar.h"
#include "ctc/hot_phrases.h"
#include "ctc/lexicon.h"
#include "ctc/ngram_model.h"

namespace longhand::ctc {

/// What besides the network's probabilities counts in a search. Null pointers = nothing of the
/// kind.
struct Knowledge {
  std::shared_ptr<const NgramModel> language_model;
  std::shared_ptr<const Lexicon> lexicon;    ///< of language_model, in the search's alphabet
  std::vector<NgramModel::Word> characters;  ///< [labels] where language_model's words are
                                             ///< characters, in place of a lexicon
  double lm_weight = 0;   ///< alpha: factor of the model's natural log-probabilities
  double word_bonus = 0;  ///< beta: nats per word, with a language model of words
  std::shared_ptr<const HotPhrases> hot_phrases;
  std::shared_ptr<const Grammar> grammar;
  std::vector<bool> marks;  ///< [labels] that words end before, such as a comma; empty = none but
                            ///< the space
};

/// Scores label sequences from left to right:
///     alpha ln P_LM(words) + beta |words| + boosts of the hot phrases said,
/// and kImpossible for what the grammar does not contain. Inside a word the best unigram that it
/// can still become stands for its probability ("look-ahead"), so that the search does not learn of
/// it too late. Spaces before the first word and doubled ones change nothing.
class PrefixScorer {
 public:
  /// All that the score of a continuation depends on.
  struct Context {
    double score = 0;     ///< nats, including `expected`
    double expected = 0;  ///< part of it that the word in progress will be charged anew
    NgramModel::State words;
    Lexicon::Node spelling = Lexicon::kStart;
    bool in_word = false;
    bool begun = false, spaced = false;  ///< for a model of characters: there is text, and a space
                                         ///< behind it
    HotPhrases::State hot = 0;
    Grammar::State grammar = 0;
  };

  PrefixScorer(Knowledge knowledge, int space) : knowledge_(std::move(knowledge)), space_(space) {}

  Context start() const;

  /// Moves on by one label; false if the grammar forbids it.
  bool advance(Context& context, int label) const;

  /// The score if the text ends here.
  double finish(const Context& context) const;

  const Knowledge& knowledge() const { return knowledge_; }

 private:
  bool ends_word(int label) const {
    return label == space_ || (!knowledge_.marks.empty() && knowledge_.marks[label]);
  }
  void weigh(Context& context, int label) const;
  void add_character(Context& context, int label) const;
  void spell(Context& context, int label) const;
  void end_word(Context& context) const;
  void expect(Context& context, double expected) const;

  Knowledge knowledge_;
  int space_;
};

}  // namespace longhand::ctc
