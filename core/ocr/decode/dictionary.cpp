#include "ocr/decode/dictionary.h"

#include <algorithm>

namespace longhand::ocr {
namespace {

/// Stands for a whole word in punctuation patterns and for any digit in number patterns.
constexpr int kPattern = 0;

constexpr Permuter kPermuterOfList[] = {Permuter::word, Permuter::number};

std::optional<WordGraph> open(const std::optional<formats::Dawg>& data, const Charset& charset) {
  if (!data) return std::nullopt;
  return WordGraph(*data, charset.size());
}

}  // namespace

struct Dictionary::Search {
  int unichar;
  std::vector<DictionaryPosition>& reached;
  Step result;

  void found(const DictionaryPosition& position, Permuter permuter, bool may_end) {
    if (std::find(reached.begin(), reached.end(), position) == reached.end()) {
      reached.push_back(position);
    }
    result.permuter = std::max(result.permuter, permuter);
    result.may_end |= may_end;
  }
};

Dictionary::Dictionary(const formats::Traineddata& data, const Charset& charset)
    : charset_(charset),
      punctuation_(open(data.punctuation, charset)),
      lists_{open(data.words, charset), open(data.numbers, charset)} {
  find_start();
}

void Dictionary::find_start() {
  bool punctuation_may_be_empty = false;
  if (punctuation_) {
    const std::int64_t bare = punctuation_->find(WordGraph::kRoot, kPattern);
    punctuation_may_be_empty = bare >= 0 && punctuation_->ends_word(bare);
    start_.push_back({.has_punctuation = true});
  }
  if (punctuation_may_be_empty) return;
  for (const List list : {kWords, kNumbers}) {
    if (lists_[list]) start_.push_back({.list = list});
  }
}

int Dictionary::letter_for(int list, int unichar) const {
  return list == kNumbers && charset_.is_digit(unichar) ? kPattern : unichar;
}

Dictionary::Step Dictionary::advance(std::span<const DictionaryPosition> positions, int unichar,
                                     std::vector<DictionaryPosition>& reached) const {
  reached.clear();
  Search search{unichar, reached, {}};
  if (unichar == kSpace || unichar == kNoUnichar) return search.result;
  for (const DictionaryPosition& position : positions) {
    if (position.list == DictionaryPosition::kNoList) {
      advance_punctuation(position, search);
      continue;
    }
    leave_word(position, search);
    if (!position.after_word) advance_word(position, search);
  }
  return search.result;
}

void Dictionary::advance_punctuation(const DictionaryPosition& position, Search& search) const {
  const std::int64_t node = punctuation_->node_after(position.punctuation);
  if (node < 0) return;
  enter_words(std::int32_t(punctuation_->find(node, kPattern)), search);
  const std::int64_t edge = punctuation_->find(node, search.unichar);
  if (edge < 0) return;
  search.found({.has_punctuation = true, .punctuation = std::int32_t(edge)}, Permuter::punctuation,
               punctuation_->ends_word(edge));
}

void Dictionary::enter_words(std::int32_t pattern_edge, Search& search) const {
  if (pattern_edge < 0) return;
  for (const List list : {kWords, kNumbers}) {
    if (!lists_[list]) continue;
    const std::int64_t edge = lists_[list]->find(WordGraph::kRoot,
                                                 letter_for(list, search.unichar));
    if (edge < 0) continue;
    search.found({list, true, false, std::int32_t(edge), pattern_edge}, kPermuterOfList[list],
                 lists_[list]->ends_word(edge) && punctuation_->ends_word(pattern_edge));
  }
}

void Dictionary::leave_word(const DictionaryPosition& position, Search& search) const {
  if (!position.has_punctuation || position.edge < 0) return;
  if (!lists_[position.list]->ends_word(position.edge)) return;
  const std::int64_t node = punctuation_->node_after(position.punctuation);
  const std::int64_t edge = punctuation_->find(node, search.unichar);
  if (edge < 0) return;
  search.found({position.list, true, true, position.edge, std::int32_t(edge)},
               kPermuterOfList[position.list], punctuation_->ends_word(edge));
}

void Dictionary::advance_word(const DictionaryPosition& position, Search& search) const {
  const WordGraph& graph = *lists_[position.list];
  const std::int64_t edge = graph.find(graph.node_after(position.edge),
                                       letter_for(position.list, search.unichar));
  if (edge < 0) return;
  const bool may_end = graph.ends_word(edge) &&
                       (!position.has_punctuation || punctuation_->ends_word(position.punctuation));
  DictionaryPosition next = position;
  next.edge = std::int32_t(edge);
  search.found(next, kPermuterOfList[position.list], may_end);
}

}  // namespace longhand::ocr
