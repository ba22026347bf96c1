#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "ocr/decode/dictionary.h"
#include "ocr/decode/recoder.h"

namespace longhand::ocr {

/// One hypothesis at one time step.
struct BeamNode {
  std::uint64_t code_hash = 0;  ///< of all labels so far but blanks and repetitions
  float score = 0;              ///< sum of certainties from the start of the line
  float certainty = 0;          ///< of this step
  int label = 0;
  int unichar = kNoUnichar;     ///< set if a character's last label is here
  int prefix = Recoder::kRoot;  ///< labels of the character begun, as a node of the recoder
  int previous = -1;            ///< node of the step before
  int last_character = -1;      ///< nearest node behind this one that completed a character
  int positions = -1;           ///< first of its dictionary positions, -1 = not in the dictionary
  int position_count = 0;
  Permuter permuter = Permuter::none;
  bool starts_dictionary = false;  ///< a dictionary word may begin after this
  bool starts_word = false;
  bool ends_word = false;
  bool repeats = false;  ///< the label of the step before, still the same character

  bool completes_character() const { return unichar != kNoUnichar && !repeats; }

  /// Same labels, same claim: only the better of two such nodes is kept.
  bool competes_with(const BeamNode& other) const {
    return label == other.label && code_hash == other.code_hash && permuter == other.permuter &&
           starts_dictionary == other.starts_dictionary;
  }
};

/// The best few nodes of one beam, worst on top. Its order of nodes decides ties, therefore it is a
/// binary heap of just this shape and not a sorted list.
class BeamHeap {
 public:
  static constexpr int kMaxLimit = 16;

  int size() const { return size_; }
  std::span<const BeamNode> nodes() const { return std::span(nodes_).first(size_); }
  void clear() { size_ = 0; }

  /// Whether a node of this score would be looked at by offer().
  bool has_room_for(float score, int limit) const {
    return size_ < limit || score > nodes_[0].score;
  }

  /// Keeps the node if there is room or something worse to drop. A competing node is replaced if
  /// the new one is better.
  void offer(const BeamNode& node, int limit) {
    if (!has_room_for(node.score, limit)) return;
    for (int i = 0; i < size_; ++i) {
      if (!nodes_[i].competes_with(node)) continue;
      if (node.score > nodes_[i].score) rise(sink(i, node), node);
      return;
    }
    rise(size_++, node);
    if (size_ > limit) drop_worst();
  }

 private:
  static int parent(int i) { return (i - 1) / 2; }

  void drop_worst() {
    const BeamNode last = nodes_[--size_];
    sink(0, last);
  }

  /// Moves the hole at i up to where `node` belongs and puts it there.
  void rise(int i, const BeamNode& node) {
    for (; i > 0 && node.score < nodes_[parent(i)].score; i = parent(i)) {
      nodes_[i] = nodes_[parent(i)];
    }
    nodes_[i] = node;
  }

  /// The same downwards; returns where it came to lie.
  int sink(int i, const BeamNode& node) {
    for (int child = 2 * i + 1; child < size_; child = 2 * i + 1) {
      if (child + 1 < size_ && nodes_[child + 1].score < nodes_[child].score) ++child;
      if (!(nodes_[child].score < node.score)) break;
      nodes_[i] = nodes_[child];
      i = child;
    }
    nodes_[i] = node;
    return i;
  }

  int size_ = 0;
  std::array<BeamNode, kMaxLimit + 1> nodes_;
};

}  // namespace longhand::ocr
