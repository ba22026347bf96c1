#include "ocr/decode/dictionary.h"

#include <gtest/gtest.h>

#include <bit>
#include <map>
#include <string>

#include "support.h"

namespace longhand::ocr {
namespace {

/// Packs words of unichar ids the way the file does: a node's edges in a row, sorted, the last
/// marked.
class DawgWriter {
 public:
  explicit DawgWriter(int unichars)
      : bits_(std::bit_width(unsigned(unichars))), unichars_(unichars) {}

  void add(const std::vector<int>& word) {
    Node* node = &root_;
    for (std::size_t i = 0; i < word.size(); ++i) {
      Edge& edge = node->edges[word[i]];
      edge.ends |= i + 1 == word.size();
      if (!edge.next) edge.next = std::make_unique<Node>();
      node = edge.next.get();
    }
  }

  /// `edges` gets what the graph refers to.
  formats::Dawg pack(std::vector<std::uint64_t>& edges) const {
    place(root_, edges);
    return {unichars_, view_of(edges)};
  }

  static formats::EdgeList view_of(const std::vector<std::uint64_t>& edges) {
    return formats::EdgeList({reinterpret_cast<const std::uint8_t*>(edges.data()),
                              edges.size() * sizeof(std::uint64_t)});
  }

 private:
  struct Node;
  struct Edge {
    bool ends = false;
    std::unique_ptr<Node> next;
  };
  struct Node {
    std::map<int, Edge> edges;
  };

  std::uint64_t place(const Node& node, std::vector<std::uint64_t>& edges) const {
    if (node.edges.empty()) return 0;
    const std::uint64_t first = edges.size();
    edges.resize(first + node.edges.size());
    std::uint64_t at = first;
    for (const auto& [letter, edge] : node.edges) {
      const std::uint64_t next = place(*edge.next, edges);
      const std::uint64_t flags = (at + 1 == first + node.edges.size()) | (edge.ends ? 4u : 0u);
      edges[at++] = std::uint64_t(letter) | flags << bits_ | next << (bits_ + 3);
    }
    return first;
  }

  int bits_;
  int unichars_;
  Node root_;
};

constexpr std::string_view kLetters = "abcd.()12";
enum Letter { kA = 1, kB, kC, kD, kStop, kOpen, kClose, kOne, kTwo, kCount };

/// Three small lists and the edges that they refer to.
struct Lists {
  std::vector<std::uint64_t> words, numbers, punctuation;
  formats::Traineddata data;

  Lists() {
    DawgWriter words_of(kCount), numbers_of(kCount), punctuation_of(kCount);
    words_of.add({kA, kB});
    words_of.add({kA, kB, kC});
    words_of.add({kD});
    numbers_of.add({0, 0});   // two digits
    punctuation_of.add({0});  // a bare word
    punctuation_of.add({0, kStop});
    punctuation_of.add({kOpen, 0, kClose});
    data.words = words_of.pack(words);
    data.numbers = numbers_of.pack(numbers);
    data.punctuation = punctuation_of.pack(punctuation);
  }
};

struct Outcome {
  Permuter permuter;
  bool may_end;
  bool operator==(const Outcome&) const = default;
};

class DictionaryTest : public testing::Test {
 protected:
  Outcome follow(const Dictionary& dictionary, std::initializer_list<int> word) {
    std::vector<DictionaryPosition> positions(dictionary.start().begin(), dictionary.start().end());
    std::vector<DictionaryPosition> reached;
    Dictionary::Step step;
    for (const int unichar : word) {
      step = dictionary.advance(positions, unichar, reached);
      positions = reached;
    }
    return {step.permuter, step.may_end};
  }

  Charset charset_{letters(kLetters)};
};

TEST_F(DictionaryTest, KnowsWordsNumbersAndPunctuation) {
  const Lists lists;
  const Dictionary dictionary(lists.data, charset_);
  const struct {
    std::initializer_list<int> text;
    Outcome expected;
  } cases[] = {
      {{kA}, {Permuter::word, false}},
      {{kA, kB}, {Permuter::word, true}},
      {{kA, kB, kC}, {Permuter::word, true}},
      {{kA, kB, kStop}, {Permuter::word, true}},
      {{kA, kB, kStop, kStop}, {Permuter::none, false}},
      {{kA, kStop}, {Permuter::none, false}},
      {{kD, kStop}, {Permuter::word, true}},
      {{kOpen}, {Permuter::punctuation, false}},
      {{kOpen, kD}, {Permuter::word, false}},
      {{kOpen, kD, kClose}, {Permuter::word, true}},
      {{kD, kClose}, {Permuter::none, false}},
      {{kOne, kTwo}, {Permuter::number, true}},
      {{kOne}, {Permuter::number, false}},
      {{kTwo, kTwo, kOne}, {Permuter::none, false}},
      {{kB}, {Permuter::none, false}},
      {{kSpace}, {Permuter::none, false}},
      {{kNoUnichar}, {Permuter::none, false}},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(follow(dictionary, text), expected) << testing::PrintToString(std::vector(text));
  }
}

TEST_F(DictionaryTest, StartsWithTheListsThemselvesWithoutPunctuation) {
  Lists lists;
  lists.data.punctuation.reset();
  const Dictionary dictionary(lists.data, charset_);
  EXPECT_EQ(dictionary.start().size(), 2u);
  EXPECT_EQ(follow(dictionary, {kA, kB}), (Outcome{Permuter::word, true}));
  EXPECT_EQ(follow(dictionary, {kA, kB, kStop}), (Outcome{Permuter::none, false}));
}

TEST_F(DictionaryTest, SurvivesEdgesThatLeadNowhere) {
  Lists lists;
  for (std::uint64_t& edge : lists.words) edge |= ~std::uint64_t{0} << 12;
  const Dictionary dictionary(lists.data, charset_);
  EXPECT_EQ(follow(dictionary, {kA, kB}).permuter, Permuter::none);
}

TEST_F(DictionaryTest, SurvivesAnEmptyGraph) {
  formats::Traineddata data;
  data.words = formats::Dawg{kCount, {}};
  const Dictionary dictionary(data, charset_);
  EXPECT_EQ(follow(dictionary, {kA}).permuter, Permuter::none);
}

}  // namespace
}  // namespace longhand::ocr
