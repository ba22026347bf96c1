#pragma once

#include <cstdint>
#include <vector>

namespace longhand::ctc {

/// A prefix tree over label sequences, packed breadth first: the children of a node lie side by
/// side, sorted by label. A node's number is larger than its parent's.
class LabelTrie {
 public:
  static constexpr std::uint32_t kRoot = 0;
  static constexpr std::uint32_t kNone = UINT32_MAX;

  LabelTrie() : LabelTrie(std::vector<std::vector<int>>()) {}

  /// Empty sequences are left out; of equal ones the first is kept.
  explicit LabelTrie(const std::vector<std::vector<int>>& sequences);

  std::size_t size() const { return nodes_.size(); }
  std::uint32_t child(std::uint32_t node, int label) const;  ///< kNone if there is none
  std::uint32_t sequence(std::uint32_t node) const {
    return nodes_[node].sequence;
  }  ///< that ends here, or kNone
  std::uint32_t parent(std::uint32_t node) const { return nodes_[node].parent; }
  int label(std::uint32_t node) const {
    return nodes_[node].label;
  }  ///< on the way in from the parent

 private:
  struct Node {
    int label = -1;
    std::uint32_t parent = kNone;
    std::uint32_t first_child = 0;
    std::uint32_t child_count = 0;
    std::uint32_t sequence = kNone;
  };
  std::vector<Node> nodes_;
};

}  // namespace longhand::ctc
