#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <longhand/error.h>

#include "ctc/ngram_table.h"

namespace longhand::ctc {

/// Word n-gram probabilities with back-off (Katz 1987), packed as a forward trie: the n-grams of an
/// order lie sorted, so that those with a common context lie side by side.
class NgramModel {
 public:
  using Word = std::uint32_t;
  static constexpr int kMostOrders = 5;
  static constexpr float kLeastUnknown = -7;  ///< log10 of a word that the model does not know, at
                                              ///< least

  /// The contexts that can tell something of the next word, longest first.
  struct State {
    struct Context {
      std::uint32_t ngram;
      int level;
    };
    std::array<Context, kMostOrders - 1> contexts;
    int count = 0;
  };

  /// Fails with invalid_model if an n-gram's context is not in the table.
  static Result<NgramModel> build(const NgramTable& table);

  /// The state at the start of a sentence.
  State start() const;

  /// log10 of the probability of `word` after `state`, which becomes the state behind it.
  float advance(State& state, Word word) const;

  /// log10 of the probability that the sentence ends; 0 if the model has no </s>.
  float finish(const State& state) const;

  int order() const { return int(levels_.size()); }
  std::size_t ngrams() const;
  const std::vector<std::string>& words() const { return words_; }
  float unigram(Word word) const { return levels_[0].log_prob[word]; }
  bool is_marker(Word word) const;                      ///< <s>, </s> or <unk>
  Word unknown() const { return Word(words_.size()); }  ///< stands for every word not in words()
  float unknown_log_prob() const;                       ///< log10

 private:
  struct Level {
    std::vector<Word> word;  ///< [n-gram] its last word; empty for unigrams
    std::vector<float> log_prob;
    std::vector<float> backoff;
    std::vector<std::uint32_t> first_child;  ///< [n-gram + 1] in the next level; empty for the last
  };
  static constexpr std::uint32_t kNone = UINT32_MAX;

  Result<void> pack_level(const NgramTable& table, int level);
  std::uint32_t find(const Word* words, int count) const;
  std::uint32_t child(int level, std::uint32_t ngram, Word word) const;

  std::vector<std::string> words_;
  std::vector<Level> levels_;
  Word sentence_start_ = kNone, sentence_end_ = kNone, unknown_ = kNone;
};

}  // namespace longhand::ctc
