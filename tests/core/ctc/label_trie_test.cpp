#include "ctc/label_trie.h"

#include <random>
#include <set>

#include <gtest/gtest.h>

namespace longhand::ctc {
namespace {

std::uint32_t walk(const LabelTrie& trie, const std::vector<int>& labels) {
  std::uint32_t node = LabelTrie::kRoot;
  for (int label : labels) {
    if (node != LabelTrie::kNone) node = trie.child(node, label);
  }
  return node;
}

TEST(LabelTrie, FindsWhatWasPutIn) {
  std::mt19937 random(5);
  std::vector<std::vector<int>> sequences(300);
  for (auto& sequence : sequences) {
    sequence.resize(1 + random() % 6);
    for (int& label : sequence) label = int(random() % 4);
  }
  const LabelTrie trie(sequences);
  std::set<std::vector<int>> prefixes = {{}};
  for (const auto& sequence : sequences) {
    const auto node = walk(trie, sequence);
    ASSERT_NE(node, LabelTrie::kNone);
    EXPECT_EQ(sequences[trie.sequence(node)], sequence);
    for (std::size_t n = 1; n <= sequence.size(); ++n) {
      prefixes.emplace(sequence.begin(), sequence.begin() + std::ptrdiff_t(n));
    }
  }
  EXPECT_EQ(trie.size(), prefixes.size());
}

TEST(LabelTrie, KeepsTheFirstOfEqualsAndSkipsEmptyOnes) {
  const LabelTrie trie({{}, {3, 1}, {3, 1}});
  EXPECT_EQ(trie.size(), 3u);
  EXPECT_EQ(trie.sequence(walk(trie, {3, 1})), 1u);
  EXPECT_EQ(trie.sequence(LabelTrie::kRoot), LabelTrie::kNone);
  EXPECT_EQ(trie.sequence(walk(trie, {3})), LabelTrie::kNone);
  EXPECT_EQ(walk(trie, {1}), LabelTrie::kNone);
}

TEST(LabelTrie, CanBeEmpty) {
  EXPECT_EQ(LabelTrie().size(), 1u);
  EXPECT_EQ(LabelTrie().child(LabelTrie::kRoot, 0), LabelTrie::kNone);
}

}  // namespace
}  // namespace longhand::ctc
