#include "ctc/ngram_model.h"

#include <algorithm>
#include <numeric>

namespace longhand::ctc {
namespace {

std::string name_of_ngram(const NgramTable& table, const std::uint32_t* words, int count) {
  std::string name = "\"";
  for (int n = 0; n < count; ++n) name += (n ? " " : "") + table.words[words[n]];
  return name + "\"";
}

}  // namespace

Result<NgramModel> NgramModel::build(const NgramTable& table) {
  NgramModel model;
  model.words_ = table.words;
  for (Word word = 0; word < table.words.size(); ++word) {
    if (table.words[word] == "<s>") model.sentence_start_ = word;
    if (table.words[word] == "</s>") model.sentence_end_ = word;
    if (table.words[word] == "<unk>" || table.words[word] == "<UNK>") model.unknown_ = word;
  }
  model.levels_.resize(table.levels.size());
  for (int level = 0; level < int(table.levels.size()); ++level) {
    if (auto packed = model.pack_level(table, level); !packed)
      return tl::unexpected(packed.error());
  }
  return model;
}

Result<void> NgramModel::pack_level(const NgramTable& table, int level) {
  const NgramLevel& source = table.levels[level];
  const int order = level + 1;
  const auto words_of = [&](std::uint32_t ngram) {
    return &source.words[std::size_t(ngram) * order];
  };
  std::vector<std::uint32_t> sorted(source.log_prob.size());
  std::iota(sorted.begin(), sorted.end(), 0u);
  std::sort(sorted.begin(), sorted.end(), [&](auto a, auto b) {
    return std::lexicographical_compare(words_of(a), words_of(a) + order, words_of(b),
                                        words_of(b) + order);
  });

  Level& packed = levels_[level];
  for (std::uint32_t ngram : sorted) {
    packed.log_prob.push_back(source.log_prob[ngram]);
    packed.backoff.push_back(source.backoff[ngram]);
    if (level > 0) packed.word.push_back(words_of(ngram)[level]);
  }
  if (level == 0) return {};
  auto& first_child = levels_[level - 1].first_child;
  first_child.assign(levels_[level - 1].log_prob.size() + 1, 0);
  for (std::uint32_t ngram : sorted) {
    const auto parent = find(words_of(ngram), level);
    if (parent == kNone) {
      return fail(ErrorCode::invalid_model, "ARPA: the " + std::to_string(order) + "-gram " +
                                                name_of_ngram(table, words_of(ngram), order) +
                                                " has no " + std::to_string(level) + "-gram " +
                                                name_of_ngram(table, words_of(ngram), level));
    }
    ++first_child[parent + 1];
  }
  std::partial_sum(first_child.begin(), first_child.end(), first_child.begin());
  return {};
}

/// The n-gram of `count` words; the levels above its own must be packed.
std::uint32_t NgramModel::find(const Word* words, int count) const {
  std::uint32_t ngram = words[0];
  for (int level = 1; level < count && ngram != kNone; ++level)
    ngram = child(level, ngram, words[level]);
  return ngram;
}

/// The n-gram on `level` that prolongs `ngram` of the level before by `word`.
std::uint32_t NgramModel::child(int level, std::uint32_t ngram, Word word) const {
  const auto& first_child = levels_[level - 1].first_child;
  const auto begin = levels_[level].word.begin() + first_child[ngram];
  const auto end = levels_[level].word.begin() + first_child[ngram + 1];
  const auto found = std::lower_bound(begin, end, word);
  if (found == end || *found != word) return kNone;
  return std::uint32_t(found - levels_[level].word.begin());
}

NgramModel::State NgramModel::start() const {
  State state;
  if (sentence_start_ != kNone && order() > 1) state.contexts[state.count++] = {sentence_start_, 0};
  return state;
}

float NgramModel::unknown_log_prob() const {
  return unknown_ == kNone ? kLeastUnknown : std::max(kLeastUnknown, levels_[0].log_prob[unknown_]);
}

float NgramModel::advance(State& state, Word word) const {
  State behind;
  float log_prob = 0;
  bool found = false;
  for (int n = 0; n < state.count; ++n) {
    const auto [context, level] = state.contexts[n];
    const auto ngram = word < words_.size() ? child(level + 1, context, word) : kNone;
    if (ngram == kNone) {
      if (!found) log_prob += levels_[level].backoff[context];
      continue;
    }
    if (!found) log_prob += levels_[level + 1].log_prob[ngram];
    found = true;
    if (level + 2 < order()) behind.contexts[behind.count++] = {ngram, level + 1};
  }
  const bool known = word < words_.size() && word != unknown_;
  if (!found) log_prob += known ? levels_[0].log_prob[word] : unknown_log_prob();
  if (known && order() > 1) behind.contexts[behind.count++] = {word, 0};
  state = behind;
  return log_prob;
}

float NgramModel::finish(const State& state) const {
  if (sentence_end_ == kNone) return 0;
  State end = state;
  return advance(end, sentence_end_);
}

std::size_t NgramModel::ngrams() const {
  std::size_t sum = 0;
  for (const Level& level : levels_) sum += level.log_prob.size();
  return sum;
}

bool NgramModel::is_marker(Word word) const {
  return word == sentence_start_ || word == sentence_end_ || word == unknown_;
}

}  // namespace longhand::ctc
