#pragma once

#include <cstdint>
#include <vector>

#include "ctc/alphabet.h"
#include "ctc/label_trie.h"
#include "ctc/ngram_model.h"

namespace longhand::ctc {

/// The spellings of a language model's words in an alphabet.
class Lexicon {
 public:
  using Node = std::uint32_t;
  static constexpr Node kStart = LabelTrie::kRoot;
  static constexpr Node kUnknown = LabelTrie::kNone;  ///< no word begins like this

  /// Words that the alphabet cannot write are left out; of words that are spelled alike, the most
  /// likely stays.
  Lexicon(const NgramModel& model, const Alphabet& alphabet);

  Node next(Node node, int label) const {
    return node == kUnknown ? kUnknown : spellings_.child(node, label);
  }
  NgramModel::Word word(Node node) const;  ///< NgramModel::unknown() if none ends here
  float best(Node node) const {
    return node == kUnknown ? unknown_ : best_[node];
  }  ///< log10, unigrams below

 private:
  LabelTrie spellings_;
  std::vector<NgramModel::Word> words_;  ///< [sequence of spellings_]
  std::vector<float> best_;
  NgramModel::Word no_word_;
  float unknown_;
};

}  // namespace longhand::ctc
