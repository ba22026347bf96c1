#include "formats/tesseract_dawg.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <string>

namespace longhand::formats {
namespace {

/// The fields of a packed edge: character, then three flags, then the next node.
class EdgeFormat {
 public:
  explicit EdgeFormat(int unicharset_size)
      : character_bits_(std::bit_width(static_cast<unsigned>(unicharset_size))) {}

  bool is_last(std::uint64_t edge) const { return flags(edge) & 1; }
  bool is_backward(std::uint64_t edge) const { return flags(edge) & 2; }
  bool ends_word(std::uint64_t edge) const { return flags(edge) & 4; }
  /// No edge that leads to one of the first `count` edges is as large.
  std::uint64_t limit(std::size_t count) const {
    return std::uint64_t{count} << (character_bits_ + 3);
  }
  std::uint64_t next(std::uint64_t edge) const { return edge >> (character_bits_ + 3); }
  bool is_empty_slot(std::uint64_t edge) const {
    return edge == ~std::uint64_t{0} << (character_bits_ + 3);
  }

 private:
  std::uint64_t flags(std::uint64_t edge) const { return edge >> character_bits_; }
  int character_bits_;
};

/// Counts the words that go through an edge or a later edge of the same node, each edge once:
/// words(i) = (1 if edge i ends a word) + words(its next node) + words(i + 1 unless i is the last).
class WordCounter {
 public:
  explicit WordCounter(const Dawg& dawg)
      : edges_(dawg.edges), format_(dawg.unicharset_size), words_(edges_.size(), kUnknown) {}

  /// Depth first with a stack of its own: a hostile graph may be as deep as the file is long.
  std::uint64_t count() {
    std::vector<std::size_t> path{0};
    while (!path.empty()) {
      const std::size_t edge = path.back();
      words_[edge] = kOpen;
      if (is_unknown(below(edge))) {
        path.push_back(below(edge));
      } else if (is_unknown(beside(edge))) {
        path.push_back(beside(edge));
      } else {
        const std::uint64_t own = format_.ends_word(edges_[edge]) ? 1 : 0;
        words_[edge] = std::min(kMost, own + words(below(edge)) + words(beside(edge)));
        path.pop_back();
      }
    }
    return words_[0];
  }

 private:
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  static constexpr std::uint64_t kMost = std::uint64_t{1} << 53;
  static constexpr std::uint64_t kUnknown = std::numeric_limits<std::uint64_t>::max();
  static constexpr std::uint64_t kOpen = kUnknown - 1;

  /// First edge of the node that an edge leads to.
  std::size_t below(std::size_t edge) const {
    const auto next = static_cast<std::size_t>(format_.next(edges_[edge]));
    return next == 0 || format_.is_empty_slot(edges_[edge]) ? kNone : next;
  }

  /// The next forward edge of the same node.
  std::size_t beside(std::size_t edge) const {
    const std::size_t next = edge + 1;
    const bool ends = format_.is_last(edges_[edge]) || next == edges_.size() ||
                      format_.is_backward(edges_[next]);
    return ends ? kNone : next;
  }

  bool is_unknown(std::size_t edge) const { return edge != kNone && words_[edge] == kUnknown; }

  std::uint64_t words(std::size_t edge) const {
    return edge == kNone || words_[edge] == kOpen ? 0 : words_[edge];
  }

  EdgeList edges_;
  EdgeFormat format_;
  std::vector<std::uint64_t> words_;
};

/// Every edge leads to an edge, and no node has more edges than there are characters. Graphs have
/// half a million edges: a block of them is looked at edge by edge only if it may be wrong.
class EdgeChecker {
 public:
  EdgeChecker(ByteReader& reader, const Dawg& dawg)
      : reader_(reader),
        edges_(dawg.edges),
        format_(dawg.unicharset_size),
        limit_(format_.limit(edges_.size())),
        most_siblings_(static_cast<std::size_t>(dawg.unicharset_size)) {}

  void check() {
    for (std::size_t first = 0; first < edges_.size() && reader_.ok(); first += kBlock) {
      const std::size_t end = std::min(first + kBlock, edges_.size());
      if (!pass(first, end)) check_one_by_one(first, end);
    }
  }

 private:
  static constexpr std::size_t kBlock = 32;

  /// Whether a block is certainly sound, and past it if so. A function of its own that is called
  /// often: engines that compile in tiers never improve a loop while it runs.
  __attribute__((noinline)) bool pass(std::size_t first, std::size_t end) {
    std::uint64_t signs = 0;  // the highest bit is set if an edge reaches the limit
    for (std::size_t i = first; i < end; ++i) signs |= (limit_ - 1 - edges_[i]) | edges_[i];
    if (signs >> 63 || siblings_ + kBlock > most_siblings_) return false;
    std::size_t start = end;
    while (start > first && !format_.is_last(edges_[start - 1])) --start;
    siblings_ = end - start + (start == first ? siblings_ : 0);
    return true;
  }

  void check_one_by_one(std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) {
      const std::uint64_t edge = edges_[i];
      if (++siblings_ > most_siblings_)
        return reader_.fail("the node around edge " + std::to_string(i) +
                            " has more edges than the " + std::to_string(most_siblings_) +
                            " characters");
      if (format_.is_last(edge)) siblings_ = 0;
      if (!format_.is_empty_slot(edge) && format_.next(edge) >= edges_.size())
        return reader_.fail("edge " + std::to_string(i) + " leads to edge " +
                            std::to_string(format_.next(edge)) + ", there are " +
                            std::to_string(edges_.size()));
    }
  }

  ByteReader& reader_;
  EdgeList edges_;
  EdgeFormat format_;
  std::uint64_t limit_;
  std::size_t most_siblings_;
  std::size_t siblings_ = 0;  ///< edges of the node at hand so far
};

}  // namespace

Dawg read_tesseract_dawg(ByteReader& reader) {
  constexpr std::int16_t kMagic = 42;
  constexpr std::uint32_t kLargestSet = 1 << 30;
  const auto magic = reader.read<std::int16_t>();
  const auto unicharset_size = reader.read<std::uint32_t>();
  const auto count = reader.read_count(sizeof(std::uint64_t), "edges");
  if (reader.ok() && magic != kMagic)
    reader.fail("expected the number 42 at its start, found " + std::to_string(magic));
  if (reader.ok() && (unicharset_size == 0 || unicharset_size > kLargestSet || count == 0))
    reader.fail("a word list of " + std::to_string(count) + " edges over " +
                std::to_string(unicharset_size) + " characters");
  Dawg dawg;
  if (!reader.ok()) return dawg;
  dawg.unicharset_size = static_cast<int>(unicharset_size);
  dawg.edges = EdgeList(reader.take(std::uint64_t{count} * sizeof(std::uint64_t)));
  EdgeChecker(reader, dawg).check();
  return dawg;
}

std::uint64_t count_words(const Dawg& dawg) {
  return dawg.edges.empty() ? 0 : WordCounter(dawg).count();
}

}  // namespace longhand::formats
