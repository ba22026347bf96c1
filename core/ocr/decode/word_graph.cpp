#include "ocr/decode/word_graph.h"

#include <bit>

namespace longhand::ocr {

WordGraph::WordGraph(const formats::Dawg& data, int characters)
    : letter_bits_(std::bit_width(std::uint32_t(data.unicharset_size))),
      letter_mask_((std::uint64_t{1} << letter_bits_) - 1),
      edges_(data.edges) {
  index_root(characters);
}

void WordGraph::index_root(int characters) {
  root_edges_.assign(characters, std::int32_t(kNone));
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    const std::uint64_t flags = edges_[i] >> letter_bits_;
    if (flags & kBackward) return;
    const std::uint64_t letter = edges_[i] & letter_mask_;
    if (letter < root_edges_.size() && root_edges_[letter] == kNone) {
      root_edges_[letter] = std::int32_t(i);
    }
    if (flags & kLastOfNode) return;
  }
}

std::int64_t WordGraph::find(std::int64_t node, int unichar) const {
  if (node < 0 || unichar < 0 || unichar >= int(root_edges_.size())) return kNone;
  return node == kRoot ? root_edges_[unichar] : scan(node, unichar);
}

std::int64_t WordGraph::scan(std::int64_t node, int unichar) const {
  for (std::size_t i = std::size_t(node); i < edges_.size(); ++i) {
    const std::uint64_t flags = edges_[i] >> letter_bits_;
    if (flags & kBackward) return kNone;
    if ((edges_[i] & letter_mask_) == std::uint64_t(unichar)) return std::int64_t(i);
    if (flags & kLastOfNode) return kNone;
  }
  return kNone;
}

std::int64_t WordGraph::node_after(std::int64_t edge) const {
  if (edge < 0) return kRoot;
  const std::uint64_t next = edges_[edge] >> (letter_bits_ + kFlagBits);
  return next == 0 ? kNone : std::int64_t(next);
}

}  // namespace longhand::ocr
