#include "ctc/label_trie.h"

#include <algorithm>
#include <numeric>

namespace longhand::ctc {
namespace {

/// Sequences order[first..last) share the path to `node` of length `depth`.
struct Range {
  std::uint32_t node;
  std::size_t first, last, depth;
};

}  // namespace

LabelTrie::LabelTrie(const std::vector<std::vector<int>>& sequences) {
  std::vector<std::uint32_t> order(sequences.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return sequences[a] < sequences[b]; });
  std::erase_if(order, [&](auto index) { return sequences[index].empty(); });

  nodes_.emplace_back();
  std::vector<Range> queue = {{kRoot, 0, order.size(), 0}};
  for (std::size_t head = 0; head < queue.size(); ++head) {
    auto [node, first, last, depth] = queue[head];
    for (; first < last && sequences[order[first]].size() == depth; ++first) {
      if (nodes_[node].sequence == kNone) nodes_[node].sequence = order[first];
    }
    nodes_[node].first_child = std::uint32_t(nodes_.size());
    while (first < last) {
      const int label = sequences[order[first]][depth];
      std::size_t end = first;
      while (end < last && sequences[order[end]][depth] == label) ++end;
      queue.push_back({std::uint32_t(nodes_.size()), first, end, depth + 1});
      nodes_.push_back({.label = label, .parent = node});
      ++nodes_[node].child_count;
      first = end;
    }
  }
}

std::uint32_t LabelTrie::child(std::uint32_t node, int label) const {
  const auto begin = nodes_.begin() + nodes_[node].first_child;
  const auto end = begin + nodes_[node].child_count;
  const auto found = std::lower_bound(begin, end, label,
                                      [](const Node& n, int l) { return n.label < l; });
  return found != end && found->label == label ? std::uint32_t(found - nodes_.begin()) : kNone;
}

}  // namespace longhand::ctc
