#include "ctc/grammar_search.h"

#include <algorithm>

#include "ctc/log_math.h"

namespace longhand::ctc {

GrammarSearch::GrammarSearch(std::shared_ptr<const Grammar> grammar, const Alphabet& alphabet,
                             std::vector<bool> allowed)
    : grammar_(std::move(grammar)), alphabet_(&alphabet), allowed_(std::move(allowed)) {
  reset();
}

void GrammarSearch::reset() {
  blank_.assign(grammar_->size(), {kImpossible, kNone});
  label_.assign(grammar_->arcs().size(), {kImpossible, kNone});
  arrivals_.resize(grammar_->size());
  nodes_.clear();
  most_nodes_ = std::max<std::size_t>(4096, 8 * label_.size());
  blank_[grammar_->start()].score = 0;
  gather();
}

void GrammarSearch::gather() {
  for (std::size_t state = 0; state < blank_.size(); ++state) {
    arrivals_[state] = {blank_[state], {kImpossible, kNone}, -1};
  }
  for (std::size_t arc = 0; arc < label_.size(); ++arc) {
    const auto [label, target] = grammar_->arcs()[arc];
    Arrivals& there = arrivals_[target];
    if (label_[arc].score > there.first.score) {
      if (there.label != label) there.second = there.first;
      there.first = label_[arc];
      there.label = label;
    } else if (there.label != label && label_[arc].score > there.second.score) {
      there.second = label_[arc];
    }
  }
}

void GrammarSearch::accept(std::span<const float> log_probs) {
  if (nodes_.size() >= most_nodes_) collect_garbage();
  for (Grammar::State state = 0; state < blank_.size(); ++state) {
    const Arrivals& here = arrivals_[state];
    const std::size_t first = grammar_->first_arc(state);
    for (std::size_t arc = first; arc < first + grammar_->arc_count(state); ++arc) {
      const int label = grammar_->arcs()[arc].label;
      const Token& from = here.label == label ? here.second : here.first;
      Token& token = label_[arc];
      if (from.score > token.score) {
        token = {from.score, Index(nodes_.size())};
        nodes_.push_back({from.history, label});
      }
      token.score = allowed_[label] ? token.score + log_probs[label] : kImpossible;
    }
    blank_[state] = {here.first.score + log_probs[alphabet_->blank()], here.first.history};
  }
  gather();
}

// Keeps what tokens say and what leads to it.
void GrammarSearch::collect_garbage() {
  moved_.assign(nodes_.size(), kNone);
  const auto mark = [&](const Token& token) {
    if (token.score == kImpossible) return;
    for (Index node = token.history; node != kNone && moved_[node] == kNone;
         node = nodes_[node].parent) {
      moved_[node] = 0;
    }
  };
  for (const Token& token : blank_) mark(token);
  for (const Token& token : label_) mark(token);
  Index count = 0;
  for (Index node = 0; node < nodes_.size(); ++node) {
    if (moved_[node] == kNone) continue;
    moved_[node] = count;
    const Index parent = nodes_[node].parent;
    nodes_[count++] = {parent == kNone ? kNone : moved_[parent], nodes_[node].label};
  }
  nodes_.resize(count);
  most_nodes_ = std::max(most_nodes_, 2 * std::size_t(count) + label_.size());
  const auto move = [&](Token& token) {
    token.history = token.score == kImpossible || token.history == kNone ? kNone
                                                                         : moved_[token.history];
  };
  for (Token& token : blank_) move(token);
  for (Token& token : label_) move(token);
  gather();
}

std::vector<int> GrammarSearch::labels_of(Index node) const {
  std::vector<int> labels;
  for (; node != kNone; node = nodes_[node].parent) labels.push_back(nodes_[node].label);
  std::reverse(labels.begin(), labels.end());
  return labels;
}

std::vector<int> GrammarSearch::best() const {
  const auto best = std::max_element(
      arrivals_.begin(), arrivals_.end(),
      [](const Arrivals& a, const Arrivals& b) { return a.first.score < b.first.score; });
  return labels_of(best->first.history);
}

std::vector<Hypothesis> GrammarSearch::finish(std::size_t count) const {
  std::vector<Hypothesis> hypotheses;
  for (Grammar::State state = 0; state < blank_.size(); ++state) {
    const Token& token = arrivals_[state].first;
    if (grammar_->phrase(state) < 0 || token.score == kImpossible) continue;
    hypotheses.push_back(
        {labels_of(token.history), token.score, token.score, grammar_->phrase(state)});
  }
  std::stable_sort(hypotheses.begin(), hypotheses.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  std::vector<Hypothesis> kept;
  std::vector<std::string> texts;
  for (auto& hypothesis : hypotheses) {
    if (kept.size() == count) break;
    auto text = alphabet_->decode(hypothesis.labels);
    if (std::find(texts.begin(), texts.end(), text) != texts.end()) continue;
    texts.push_back(std::move(text));
    kept.push_back(std::move(hypothesis));
  }
  return kept;
}

}  // namespace longhand::ctc
