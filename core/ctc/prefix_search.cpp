#include "ctc/prefix_search.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ctc/log_math.h"

namespace longhand::ctc {

double PrefixSearch::Entry::acoustic() const { return log_add(blank, label); }

PrefixSearch::PrefixSearch(const PrefixScorer& scorer, const Alphabet& alphabet,
                           const BeamOptions& options)
    : scorer_(scorer), alphabet_(&alphabet), options_(options) {
  const auto beam = std::size_t(options_.beam);
  if (options_.allowed.empty()) options_.allowed.assign(alphabet.size(), true);
  make_room(std::max<std::size_t>(1024, 32 * beam));
  beam_.reserve(beam);
  next_beam_.reserve(beam);
  candidates_.reserve(beam * (alphabet.size() + 1));
  order_.reserve(candidates_.capacity());
  labels_.reserve(alphabet.size());
  reset();
}

void PrefixSearch::make_room(std::size_t nodes) {
  most_nodes_ = nodes;
  nodes_.reserve(nodes + options_.beam);
  moved_.reserve(nodes + options_.beam);
}

void PrefixSearch::reset() {
  nodes_.clear();
  nodes_.push_back({.rank = 0, .context = scorer_.start()});
  beam_.assign(1, {.node = 0, .blank = 0, .label = kImpossible});
}

void PrefixSearch::accept(std::span<const float> log_probs) {
  if (nodes_.size() >= most_nodes_) collect_garbage();
  choose_labels(log_probs);
  stay(log_probs);
  for (Index rank = 0; rank < beam_.size(); ++rank) prolong(rank, log_probs);
  score_stays();
  select();
}

void PrefixSearch::choose_labels(std::span<const float> log_probs) {
  labels_.clear();
  for (int label = 0; label < alphabet_->size(); ++label) {
    if (label == alphabet_->blank() || !options_.allowed[label]) continue;
    if (log_probs[label] > kImpossible && log_probs[label] >= options_.least_label) {
      labels_.push_back(label);
    }
  }
}

// A blank or the last label once more leave the prefix as it is.
void PrefixSearch::stay(std::span<const float> log_probs) {
  candidates_.clear();
  for (Index rank = 0; rank < beam_.size(); ++rank) {
    const Entry& entry = beam_[rank];
    const int last = last_label(entry);
    candidates_.push_back({.score = 0,
                           .rank = rank,
                           .label = -1,
                           .blank = entry.acoustic() + log_probs[alphabet_->blank()],
                           .nonblank = last < 0 ? kImpossible : entry.label + log_probs[last],
                           .context = {}});
  }
}

void PrefixSearch::prolong(Index rank, std::span<const float> log_probs) {
  const Entry& entry = beam_[rank];
  const int last = last_label(entry);
  for (int label : labels_) {
    const double before = label == last ? entry.blank : entry.acoustic();
    if (before == kImpossible) continue;
    const double acoustic = before + log_probs[label];
    const Index known = child(entry.node, label);
    if (known != kNone && nodes_[known].rank != kNone) {
      Candidate& same = candidates_[nodes_[known].rank];
      same.nonblank = log_add(same.nonblank, acoustic);
      continue;
    }
    Candidate candidate{.score = 0,
                        .rank = rank,
                        .label = label,
                        .blank = kImpossible,
                        .nonblank = acoustic,
                        .context = nodes_[entry.node].context};
    if (!scorer_.advance(candidate.context, label)) continue;
    candidate.score = acoustic + candidate.context.score;
    candidates_.push_back(candidate);
  }
}

void PrefixSearch::score_stays() {
  for (Index rank = 0; rank < beam_.size(); ++rank) {
    Candidate& candidate = candidates_[rank];
    candidate.score = log_add(candidate.blank, candidate.nonblank) +
                      nodes_[beam_[rank].node].context.score;
  }
}

void PrefixSearch::select() {
  order_.resize(candidates_.size());
  std::iota(order_.begin(), order_.end(), Index(0));
  const auto better = [&](Index a, Index b) {
    const Candidate &x = candidates_[a], &y = candidates_[b];
    if (x.score != y.score) return x.score > y.score;
    return std::pair(x.rank, x.label) < std::pair(y.rank, y.label);
  };
  const auto kept = std::min(order_.size(), std::size_t(options_.beam));
  std::partial_sort(order_.begin(), order_.begin() + std::ptrdiff_t(kept), order_.end(), better);

  next_beam_.clear();
  for (std::size_t place = 0; place < kept; ++place) {
    const Candidate& candidate = candidates_[order_[place]];
    if (candidate.score == kImpossible) break;
    next_beam_.push_back({node_of(candidate), candidate.blank, candidate.nonblank});
  }
  for (const Entry& entry : beam_) nodes_[entry.node].rank = kNone;
  beam_.swap(next_beam_);
  for (Index rank = 0; rank < beam_.size(); ++rank) nodes_[beam_[rank].node].rank = rank;
}

PrefixSearch::Index PrefixSearch::node_of(const Candidate& candidate) {
  const Index parent = beam_[candidate.rank].node;
  if (candidate.label < 0) return parent;
  if (const Index known = child(parent, candidate.label); known != kNone) return known;
  const auto index = Index(nodes_.size());
  nodes_.push_back({.parent = parent,
                    .next_sibling = nodes_[parent].first_child,
                    .label = candidate.label,
                    .depth = nodes_[parent].depth + 1,
                    .context = candidate.context});
  nodes_[parent].first_child = index;
  return index;
}

PrefixSearch::Index PrefixSearch::child(Index parent, int label) const {
  Index index = nodes_[parent].first_child;
  while (index != kNone && nodes_[index].label != label) index = nodes_[index].next_sibling;
  return index;
}

// Keeps the beam's nodes and what leads to them.
void PrefixSearch::collect_garbage() {
  moved_.assign(nodes_.size(), kNone);
  moved_[0] = 0;
  for (const Entry& entry : beam_) {
    for (Index node = entry.node; moved_[node] == kNone; node = nodes_[node].parent)
      moved_[node] = 0;
  }
  Index count = 0;
  for (Index node = 0; node < nodes_.size(); ++node) {
    if (moved_[node] == kNone) continue;
    moved_[node] = count;
    Node& kept = nodes_[count] = nodes_[node];
    kept.first_child = kept.next_sibling = kNone;
    if (kept.parent != kNone) {
      kept.parent = moved_[kept.parent];
      kept.next_sibling = std::exchange(nodes_[kept.parent].first_child, count);
    }
    ++count;
  }
  nodes_.resize(count);
  if (most_nodes_ < 2 * std::size_t(count)) make_room(4 * std::size_t(count));
  for (Entry& entry : beam_) entry.node = moved_[entry.node];
}

std::vector<int> PrefixSearch::labels_of(Index node) const {
  std::vector<int> labels(nodes_[node].depth);
  for (; nodes_[node].depth > 0; node = nodes_[node].parent) {
    labels[nodes_[node].depth - 1] = nodes_[node].label;
  }
  return labels;
}

std::vector<int> PrefixSearch::best() const {
  return beam_.empty() ? std::vector<int>() : labels_of(beam_[0].node);
}

std::size_t PrefixSearch::stable() const {
  if (beam_.empty()) return 0;
  Index common = beam_[0].node;
  for (const Entry& entry : beam_) {
    for (Index node = entry.node; node != common;) {
      Index& deeper = nodes_[node].depth >= nodes_[common].depth ? node : common;
      deeper = nodes_[deeper].parent;
    }
  }
  return std::size_t(nodes_[common].depth);
}

std::vector<Hypothesis> PrefixSearch::finish(std::size_t count) const {
  std::vector<Hypothesis> hypotheses;
  for (const Entry& entry : beam_) {
    const auto& context = nodes_[entry.node].context;
    const double score = scorer_.finish(context);
    if (score == kImpossible) continue;
    Hypothesis hypothesis{labels_of(entry.node), score + entry.acoustic(), entry.acoustic(), -1};
    if (scorer_.knowledge().grammar)
      hypothesis.phrase = scorer_.knowledge().grammar->phrase(context.grammar);
    const auto text = alphabet_->decode(hypothesis.labels);
    const auto same = std::find_if(
        hypotheses.begin(), hypotheses.end(),
        [&](const Hypothesis& other) { return alphabet_->decode(other.labels) == text; });
    if (same == hypotheses.end()) {
      hypotheses.push_back(std::move(hypothesis));
    } else {
      same->score = log_add(same->score, hypothesis.score);
      same->acoustic = log_add(same->acoustic, hypothesis.acoustic);
    }
  }
  std::stable_sort(hypotheses.begin(), hypotheses.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  hypotheses.resize(std::min(hypotheses.size(), count));
  return hypotheses;
}

}  // namespace longhand::ctc
