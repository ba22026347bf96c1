#include "ctc/lexicon.h"

#include <algorithm>
#include <numeric>

namespace longhand::ctc {

Lexicon::Lexicon(const NgramModel& model, const Alphabet& alphabet)
    : no_word_(model.unknown()), unknown_(model.unknown_log_prob()) {
  std::vector<NgramModel::Word> words(model.words().size());
  std::iota(words.begin(), words.end(), 0u);
  std::stable_sort(words.begin(), words.end(),
                   [&](auto a, auto b) { return model.unigram(a) > model.unigram(b); });
  std::vector<std::vector<int>> labels;
  for (auto word : words) {
    if (model.is_marker(word)) continue;
    auto spelling = alphabet.encode(model.words()[word]);
    if (!spelling) continue;
    labels.push_back(std::move(*spelling));
    words_.push_back(word);
  }
  spellings_ = LabelTrie(labels);
  best_.assign(spellings_.size(), unknown_);
  for (Node node = Node(spellings_.size()) - 1; node != LabelTrie::kRoot; --node) {
    const auto sequence = spellings_.sequence(node);
    if (sequence != LabelTrie::kNone)
      best_[node] = std::max(best_[node], model.unigram(words_[sequence]));
    const Node parent = spellings_.parent(node);
    best_[parent] = std::max(best_[parent], best_[node]);
  }
}

NgramModel::Word Lexicon::word(Node node) const {
  const auto sequence = node == kUnknown ? LabelTrie::kNone : spellings_.sequence(node);
  return sequence == LabelTrie::kNone ? no_word_ : words_[sequence];
}

}  // namespace longhand::ctc
