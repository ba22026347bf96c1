#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ctc/label_trie.h"

namespace longhand::ctc {

/// Raises the score of hypotheses that say given phrases, known to a dictionary or not.
///
/// A phrase counts where it begins at the start of a word and ends at the end of one. Each further
/// label of it earns an equal part of the boost at once, so that the search does not lose the
/// hypothesis early; what was earned is taken back when the text goes on differently (an
/// Aho-Corasick automaton over the labels).
class HotPhrases {
 public:
  using State = std::uint32_t;
  struct Phrase {
    std::vector<int> labels;  ///< words separated by the space label
    float boost;              ///< nats
  };

  HotPhrases(const std::vector<Phrase>& phrases, int space);

  State start() const { return LabelTrie::kRoot; }

  /// Moves on by one label; returns the change of the score in nats.
  double advance(State& state, int label) const;

  /// The change of the score if the text ends here.
  double finish(State state) const;

 private:
  /// Inside a word that no phrase begins with.
  static constexpr State kElsewhere = LabelTrie::kNone;

  void set_boosts(const std::vector<Phrase>& phrases);
  void set_fallbacks();
  State next(State state, int label) const;
  double promise(State state) const { return state == kElsewhere ? 0 : promise_[state]; }
  double earned(State state) const;

  LabelTrie trie_;
  int space_;
  std::vector<double> promise_;  ///< [node] part of the boost that the path to it has earned so far
  std::vector<double> boost_;    ///< [node] of the phrase that ends here, 0 if none
  std::vector<State> fallback_;  ///< [node] longest other phrase beginning that ends here, or
                                 ///< kElsewhere
};

}  // namespace longhand::ctc
