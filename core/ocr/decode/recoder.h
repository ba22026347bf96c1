#pragma once

#include <array>
#include <span>
#include <vector>

namespace longhand::ocr {

/// Longest sequence of labels that stands for one character.
inline constexpr int kMaxCodeLength = 9;

/// The label sequences of a character set as a trie. Node 0 is the empty prefix.
class Recoder {
 public:
  static constexpr int kRoot = 0;

  /// One label after one prefix. Ranks are the order of first appearance among the prefix's edges
  /// that end (or continue) a sequence, in which the search tries them; -1 = it does not.
  struct Edge {
    int label = 0;
    int end_rank = -1;
    int continue_rank = -1;
    int unichar = -1;  ///< of the sequence that ends here
    int child = -1;    ///< node of the longer prefix
  };

  /// `codes[id]` is the label sequence of a character; a later id wins where two share one. The
  /// blank ends a sequence of its own even if no character has it. Empty sequences are ignored.
  Recoder(const std::vector<std::vector<int>>& codes, int charset_size, int blank);

  const Edge* find(int node, int label) const;
  std::span<const Edge> edges(int node) const { return nodes_[node].edges; }

  int max_length() const { return max_length_; }
  /// One more than the largest label.
  int label_count() const { return label_count_; }

 private:
  struct Node {
    std::vector<Edge> edges;    ///< sorted by label
    std::vector<int> by_label;  ///< root only: index into edges, -1 = none
    int ends = 0, continuations = 0;
  };
  void add(std::span<const int> code, int unichar);
  Edge& edge_at(int node, int label);
  void index_root();

  std::vector<Node> nodes_;
  int max_length_ = 1;
  int label_count_ = 0;
};

}  // namespace longhand::ocr
