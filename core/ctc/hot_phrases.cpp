#include "ctc/hot_phrases.h"

#include <cmath>

namespace longhand::ctc {
namespace {

std::vector<std::vector<int>> labels_of(const std::vector<HotPhrases::Phrase>& phrases) {
  std::vector<std::vector<int>> labels;
  labels.reserve(phrases.size());
  for (const auto& phrase : phrases) labels.push_back(phrase.labels);
  return labels;
}

}  // namespace

HotPhrases::HotPhrases(const std::vector<Phrase>& phrases, int space)
    : trie_(labels_of(phrases)), space_(space) {
  set_boosts(phrases);
  set_fallbacks();
}

void HotPhrases::set_boosts(const std::vector<Phrase>& phrases) {
  promise_.assign(trie_.size(), 0);
  boost_.assign(trie_.size(), 0);
  for (State end = 1; end < trie_.size(); ++end) {
    if (trie_.sequence(end) == LabelTrie::kNone) continue;
    const Phrase& phrase = phrases[trie_.sequence(end)];
    boost_[end] = phrase.boost;
    std::size_t depth = phrase.labels.size();
    for (State node = end; node != LabelTrie::kRoot; node = trie_.parent(node), --depth) {
      const double part = phrase.boost * double(depth) / double(phrase.labels.size());
      if (std::abs(part) > std::abs(promise_[node])) promise_[node] = part;
    }
  }
}

// Nodes are numbered breadth first, so a fallback, being shorter, is known when it is needed.
void HotPhrases::set_fallbacks() {
  fallback_.assign(trie_.size(), kElsewhere);
  for (State node = 1; node < trie_.size(); ++node) {
    const State parent = trie_.parent(node);
    const State behind = parent == LabelTrie::kRoot ? kElsewhere : fallback_[parent];
    fallback_[node] = next(behind, trie_.label(node));
  }
}

HotPhrases::State HotPhrases::next(State state, int label) const {
  for (; state != kElsewhere; state = state == LabelTrie::kRoot ? kElsewhere : fallback_[state]) {
    const State child = trie_.child(state, label);
    if (child != LabelTrie::kNone) return child;
  }
  return label == space_ ? LabelTrie::kRoot : kElsewhere;
}

double HotPhrases::earned(State state) const {
  double sum = 0;
  for (; state != kElsewhere && state != LabelTrie::kRoot; state = fallback_[state]) {
    sum += boost_[state];
  }
  return sum;
}

double HotPhrases::advance(State& state, int label) const {
  const double before = promise(state);
  const double completed = label == space_ ? earned(state) : 0;
  state = next(state, label);
  return completed + promise(state) - before;
}

double HotPhrases::finish(State state) const { return earned(state) - promise(state); }

}  // namespace longhand::ctc
