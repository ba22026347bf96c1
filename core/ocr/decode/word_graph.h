#pragma once

#include <cstdint>
#include <vector>

#include "formats/tesseract_dawg.h"

namespace longhand::ocr {

/// A word list as a graph whose edges carry characters. Edges are named by their index.
class WordGraph {
 public:
  static constexpr std::int64_t kNone = -1;
  static constexpr std::int64_t kRoot = 0;

  /// The bytes behind `data` must outlive this. `characters` is the size of the character set:
  /// words with others are never found.
  WordGraph(const formats::Dawg& data, int characters);

  /// The edge that leaves `node` with `unichar`, or kNone.
  std::int64_t find(std::int64_t node, int unichar) const;

  /// Whether a word may end with this edge.
  bool ends_word(std::int64_t edge) const { return (edges_[edge] >> letter_bits_) & kEndOfWord; }

  /// The node that an edge leads to, the root for kNone; kNone if nothing follows.
  std::int64_t node_after(std::int64_t edge) const;

 private:
  enum Flags : std::uint64_t { kLastOfNode = 1, kBackward = 2, kEndOfWord = 4 };
  static constexpr int kFlagBits = 3;

  std::int64_t scan(std::int64_t node, int unichar) const;
  void index_root(int characters);

  int letter_bits_;
  std::uint64_t letter_mask_;
  formats::EdgeList edges_;
  std::vector<std::int32_t> root_edges_;  ///< by unichar: its edge at the root
};

}  // namespace longhand::ocr
