#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "ctc/grammar.h"
#include "ctc/hypothesis.h"

namespace longhand::ctc {

/// Finds the phrase of a grammar whose best alignment is most likely (token passing: Young et al.
/// 1989). One token per state that ended in a blank and one per arc whose label was emitted last:
/// nothing is given up, so that a phrase can be told from hundreds of others however badly it
/// begins.
class GrammarSearch {
 public:
  /// allowed: [labels] that may be used. The alphabet must outlive the search.
  GrammarSearch(std::shared_ptr<const Grammar> grammar, const Alphabet& alphabet,
                std::vector<bool> allowed);

  /// log_probs: [labels] natural logarithms of one step's probabilities.
  void accept(std::span<const float> log_probs);

  /// The most likely labels so far.
  std::vector<int> best() const;

  /// The best complete phrase and up to `count` - 1 others, best first, each text once: others that
  /// end in the same state of the grammar as a better one are not found.
  std::vector<Hypothesis> finish(std::size_t count) const;

  void reset();

 private:
  using Index = std::uint32_t;
  static constexpr Index kNone = UINT32_MAX;

  struct Token {
    double score;
    Index history;  ///< node of what was said, kNone = nothing
  };
  struct Node {
    Index parent;
    int label;
  };
  /// The best token in a state and the best that ended in another label, -1 being a blank.
  struct Arrivals {
    Token first, second;
    int label;
  };

  void gather();
  void collect_garbage();
  std::vector<int> labels_of(Index node) const;

  std::shared_ptr<const Grammar> grammar_;
  const Alphabet* alphabet_;
  std::vector<bool> allowed_;
  std::vector<Token> blank_;        ///< [state]
  std::vector<Token> label_;        ///< [arc]
  std::vector<Arrivals> arrivals_;  ///< [state], of the tokens above
  std::vector<Node> nodes_;         ///< parents before children
  std::vector<Index> moved_;        ///< [node] its place after garbage is collected
  std::size_t most_nodes_ = 0;
};

}  // namespace longhand::ctc
