#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ctc/hypothesis.h"
#include "ctc/prefix_scorer.h"

namespace longhand::ctc {

struct BeamOptions {
  int beam = 16;              ///< prefixes kept after each step
  double least_label = -12;   ///< labels less likely than this (nats) are not tried; kImpossible =
                              ///< all are
  std::vector<bool> allowed;  ///< [labels] that may be used; empty = all
};

/// Time-synchronous CTC prefix beam search (Hannun et al. 2014, "First-pass large vocabulary
/// continuous speech recognition using bi-directional recurrent DNNs"). Finds the label sequence
/// with the largest
///     ln sum over its alignments of P_CTC + PrefixScorer's score.
/// Prefixes are nodes of a tree, so that alignments of the same prefix meet in one node. Equal
/// scores are ordered by the rank of the parent and by label.
///
///     PrefixSearch search(scorer, alphabet, options);
///     for each step: search.accept(log_probs);   // search.best() = text so far
///     auto hypotheses = search.finish(5);
class PrefixSearch {
 public:
  PrefixSearch(const PrefixScorer& scorer, const Alphabet& alphabet, const BeamOptions& options);

  /// log_probs: [labels] natural logarithms of one step's probabilities.
  void accept(std::span<const float> log_probs);

  /// The most likely labels so far; empty if there are none.
  std::vector<int> best() const;

  /// How many of best()'s labels all kept prefixes begin with: these cannot change any more.
  std::size_t stable() const;

  /// The `count` best complete texts, best first, each text once. Empty if the grammar accepts
  /// none. More steps may follow.
  std::vector<Hypothesis> finish(std::size_t count) const;

  void reset();

 private:
  using Index = std::uint32_t;
  static constexpr Index kNone = UINT32_MAX;

  struct Node {
    Index parent = kNone, first_child = kNone, next_sibling = kNone;
    int label = -1;
    int depth = 0;
    Index rank = kNone;  ///< in beam_
    PrefixScorer::Context context;
  };
  struct Entry {
    Index node;
    double blank, label;  ///< ln of the sums over alignments that end in a blank or in the last
                          ///< label
    double acoustic() const;
  };
  struct Candidate {
    double score;
    Index rank;  ///< of the prefix in beam_
    int label;   ///< that prolongs it, -1 = none
    double blank, nonblank;
    PrefixScorer::Context context;
  };

  void choose_labels(std::span<const float> log_probs);
  void stay(std::span<const float> log_probs);
  void prolong(Index rank, std::span<const float> log_probs);
  void score_stays();
  void select();
  Index node_of(const Candidate& candidate);
  Index child(Index parent, int label) const;
  void collect_garbage();
  void make_room(std::size_t nodes);
  std::vector<int> labels_of(Index node) const;
  int last_label(const Entry& entry) const { return nodes_[entry.node].label; }

  PrefixScorer scorer_;
  const Alphabet* alphabet_;
  BeamOptions options_;
  std::vector<Node> nodes_;  ///< parents before children
  std::size_t most_nodes_ = 0;
  std::vector<Entry> beam_;  ///< best first
  std::vector<Entry> next_beam_;
  std::vector<int> labels_;
  std::vector<Candidate> candidates_;  ///< the first are the prefixes of beam_ themselves
  std::vector<Index> order_;
  std::vector<Index> moved_;  ///< [node] its place after garbage is collected
};

}  // namespace longhand::ctc
