#include "ocr/beam_search.h"

#include <algorithm>

#include "ocr/certainty.h"

namespace longhand::ocr {
namespace {

constexpr float kPlainRatio = 2.25f;                 ///< certainties outside the dictionary
constexpr float kWorstInDictionary = -25.0f / 7.0f;  ///< of one step

}  // namespace

BeamSearch::BeamSearch(const Recoder& recoder, const Charset& charset, int labels, int blank)
    : recoder_(recoder),
      charset_(charset),
      labels_(labels),
      blank_(blank),
      lengths_(std::min(recoder.max_length(), kMaxCodeLength)),
      scores_(labels, blank),
      beams_(beam_index(true, kContinuations, 0)),
      previous_(beams_.size() + 1) {}

int BeamSearch::limit_of(int length) {
  constexpr int kLimits[] = {5, 10, BeamHeap::kMaxLimit};
  return kLimits[std::min(length, 2)];
}

std::span<const BeamNode> BeamSearch::decode(std::span<const float> probabilities,
                                             const Constraints& constraints) {
  constraints_ = constraints;
  start_line();
  const int steps = int(probabilities.size() / labels_);
  for (int step = 0; step < steps; ++step) {
    scores_.set(probabilities.subspan(std::size_t(step) * labels_, labels_));
    root_choices_valid_ = false;
    extend_all(step == 0);
    keep_step();
  }
  trace_back(best_final_node());
  return path_;
}

void BeamSearch::start_line() {
  nodes_.clear();
  positions_.clear();
  std::ranges::fill(previous_, 0);
  if (constraints_.dictionary == nullptr) return;
  const auto start = constraints_.dictionary->start();
  positions_.assign(start.begin(), start.end());
}

void BeamSearch::extend_all(bool first_step) {
  if (first_step) {
    extend({nullptr, -1, false, kAnything, 0}, Rank::top2);
    if (constraints_.dictionary != nullptr) {
      extend({nullptr, -1, true, kAnything, 0}, Rank::top2);
    }
    starts_ = {};  // the first character may not be a space in front of a dictionary word
    return;
  }
  for (const Rank rank : kRanks) {
    if (rank == Rank::top5) scores_.rank_all();
    for (const bool in_dictionary : {false, true}) {
      for (const Continuation continuation : {kAnything, kOnlyRepeat, kNoRepeat}) {
        for (int length = 0; length < lengths_; ++length) {
          extend_beam(in_dictionary, continuation, length, rank);
        }
      }
    }
    if (any_hypothesis()) break;
  }
}

void BeamSearch::extend_beam(bool in_dictionary, Continuation continuation, int length, Rank rank) {
  const int index = beam_index(in_dictionary, continuation, length);
  for (int i = previous_[index + 1] - 1; i >= previous_[index]; --i) {
    extend({&nodes_[i], i, in_dictionary, continuation, length}, rank);
  }
}

bool BeamSearch::any_hypothesis() const {
  for (const bool in_dictionary : {false, true}) {
    for (int length = 0; length < lengths_; ++length) {
      if (beams_[beam_index(in_dictionary, kAnything, length)].size() > 0) return true;
    }
  }
  return false;
}

void BeamSearch::keep_step() {
  for (int c = 0; c < kContinuations; ++c) {
    if (starts_[c]) beam(true, Continuation(c), 0).offer(*starts_[c], limit_of(0));
    starts_[c].reset();
  }
  for (std::size_t index = 0; index < beams_.size(); ++index) {
    previous_[index] = int(nodes_.size());
    const auto kept = beams_[index].nodes();
    nodes_.insert(nodes_.end(), kept.begin(), kept.end());
    beams_[index].clear();
  }
  previous_.back() = int(nodes_.size());
}

void BeamSearch::extend(const Context& context, Rank rank) {
  if (context.node != nullptr) {
    if (scores_.rank(context.node->label) == rank) repeat(context, rank);
    if (context.continuation == kOnlyRepeat) return;
    if (context.node->label != blank_ && context.length > 0 && rank == Rank::top2) {
      push_partial(context, kAnything, context.length, context.node->prefix, false,
                   {blank_, kNoUnichar, scores_.certainty(blank_)});
    }
  }
  const int prefix = context.node == nullptr ? Recoder::kRoot : context.node->prefix;
  const Choices& next = choices(prefix, rank);
  for (const Recoder::Edge* edge : next.ends) end_character(context, *edge, rank);
  for (const Recoder::Edge* edge : next.continuations) continue_character(context, *edge, rank);
}

void BeamSearch::repeat(const Context& context, Rank rank) {
  const BeamNode& node = *context.node;
  if (context.continuation != kNoRepeat) {
    push_partial(context, kAnything, context.length, node.prefix, true,
                 {node.label, node.unichar, scores_.certainty(node.label)});
  }
  if (context.continuation == kAnything && rank == Rank::top2 && node.label != blank_) {
    push_partial(context, kNoRepeat, context.length, node.prefix, true,
                 {node.label, node.unichar, scores_.certainty_with_blank(node.label)});
  }
}

const BeamSearch::Choices& BeamSearch::choices(int prefix, Rank rank) {
  if (prefix != Recoder::kRoot || rank != Rank::top2) {
    collect_choices(prefix, rank, other_choices_);
    return other_choices_;
  }
  if (!root_choices_valid_) collect_choices(prefix, rank, root_choices_);
  root_choices_valid_ = true;
  return root_choices_;
}

void BeamSearch::collect_choices(int prefix, Rank rank, Choices& result) const {
  result.ends.clear();
  result.continuations.clear();
  const auto take = [&result](const Recoder::Edge& edge) {
    if (edge.end_rank >= 0) result.ends.push_back(&edge);
    if (edge.continue_rank >= 0) result.continuations.push_back(&edge);
  };
  if (rank == Rank::rest) {
    for (const Recoder::Edge& edge : recoder_.edges(prefix)) {
      if (scores_.rank(edge.label) == rank) take(edge);
    }
  } else {
    for (const int label : scores_.labels_of(rank)) {
      if (const Recoder::Edge* edge = recoder_.find(prefix, label)) take(*edge);
    }
  }
  std::ranges::sort(result.ends, {}, &Recoder::Edge::end_rank);
  std::ranges::sort(result.continuations, {}, &Recoder::Edge::continue_rank);
}

bool BeamSearch::is_enabled(int unichar) const {
  return unichar == kNoUnichar || constraints_.enabled.empty() || constraints_.enabled[unichar];
}

void BeamSearch::end_character(const Context& context, const Recoder::Edge& edge, Rank rank) {
  if (context.node != nullptr && context.node->label == edge.label) return;
  const float certainty = scores_.certainty(edge.label);
  if (certainty < kMinCertainty && edge.label != blank_) return;
  if (!is_enabled(edge.unichar)) return;
  push_character(context, kAnything, {edge.label, edge.unichar, certainty});
  if (rank == Rank::top2 && edge.label != blank_) {
    push_character(context, kOnlyRepeat,
                   {edge.label, edge.unichar, certainty_merged(context, edge.label)});
  }
}

void BeamSearch::continue_character(const Context& context, const Recoder::Edge& edge, Rank rank) {
  if (context.node != nullptr && context.node->label == edge.label) return;
  push_partial(context, kAnything, context.length + 1, edge.child, false,
               {edge.label, kNoUnichar, scores_.certainty(edge.label)});
  if (rank == Rank::top2 && edge.label != blank_) {
    push_partial(context, kOnlyRepeat, context.length + 1, edge.child, false,
                 {edge.label, kNoUnichar, certainty_merged(context, edge.label)});
  }
}

float BeamSearch::certainty_merged(const Context& context, int label) const {
  const BeamNode* before = context.node;
  const bool crossing = before != nullptr && context.continuation == kAnything &&
                        before->label != blank_ && scores_.are_top_two(before->label, label);
  return crossing ? scores_.certainty_with_blank_and(label, before->label)
                  : scores_.certainty_with_blank(label);
}

void BeamSearch::push_partial(const Context& context, Continuation continuation, int length,
                              int prefix, bool repeats, Candidate candidate) {
  if (context.in_dictionary) {
    if (!(candidate.certainty > kWorstInDictionary)) return;
  } else {
    candidate.certainty *= kPlainRatio;
    if (candidate.certainty < kMinCertainty && candidate.label != blank_) return;
  }
  BeamHeap& heap = beam(context.in_dictionary, continuation, length);
  if (!heap.has_room_for(score_after(context, candidate.certainty), limit_of(length))) return;
  const Permuter at_start = context.in_dictionary ? Permuter::none : Permuter::top_choice;
  BeamNode node = make_node(context, candidate,
                            context.node != nullptr ? context.node->permuter : at_start);
  node.prefix = prefix;
  node.repeats = repeats;
  if (repeats) node.code_hash = context.node->code_hash;
  heap.offer(node, limit_of(length));
}

void BeamSearch::push_character(const Context& context, Continuation continuation,
                                Candidate candidate) {
  if (context.in_dictionary) {
    if (candidate.certainty > kWorstInDictionary) {
      push_dictionary(context, continuation, candidate);
    }
    return;
  }
  push_plain(context, continuation, candidate);
}

void BeamSearch::push_plain(const Context& context, Continuation continuation,
                            Candidate candidate) {
  const float unscaled = candidate.certainty;
  candidate.certainty *= kPlainRatio;
  BeamHeap& heap = beam(false, continuation, 0);
  if (heap.has_room_for(score_after(context, candidate.certainty), limit_of(0))) {
    heap.offer(make_node(context, candidate, Permuter::top_choice), limit_of(0));
  }
  if (constraints_.dictionary == nullptr) return;
  if (candidate.unichar == kSpace && unscaled > kWorstInDictionary) {
    candidate.certainty = unscaled;
    push_dictionary_start(continuation, make_node(context, candidate, Permuter::none));
  } else if (!charset_.is_space_delimited(candidate.unichar)) {
    push_dictionary_start(continuation, make_node(context, candidate, Permuter::top_choice));
  }
}

void BeamSearch::push_dictionary(const Context& context, Continuation continuation,
                                 Candidate candidate) {
  BeamHeap& heap = beam(true, continuation, 0);
  const float score = score_after(context, candidate.certainty);
  if (candidate.unichar == kNoUnichar) {
    if (!heap.has_room_for(score, limit_of(0))) return;
    heap.offer(make_node(context, candidate, Permuter::none), limit_of(0));
    return;
  }
  if (!heap.has_room_for(score, limit_of(0)) &&
      !beam(false, continuation, 0).has_room_for(score, limit_of(0))) {
    return;
  }
  if (candidate.unichar == kSpace) {
    push_space(context, continuation, candidate);
    return;
  }
  const BeamNode* last = last_character(context.node);
  const bool would_break_word = last != nullptr && last->starts_dictionary &&
                                last->unichar != kSpace &&
                                charset_.is_space_delimited(last->unichar) &&
                                charset_.is_space_delimited(candidate.unichar);
  if (!would_break_word) follow_dictionary(context, continuation, candidate, last);
}

void BeamSearch::push_space(const Context& context, Continuation continuation,
                            const Candidate& candidate) {
  const BeamNode* last = last_character(context.node);
  if (last == nullptr || !last->ends_word) return;
  const BeamNode node = make_node(context, candidate, last->permuter);
  push_dictionary_start(continuation, node);
  beam(false, continuation, 0).offer(node, limit_of(0));
}

void BeamSearch::follow_dictionary(const Context& context, Continuation continuation,
                                   const Candidate& candidate, const BeamNode* last) {
  const Dictionary& dictionary = *constraints_.dictionary;
  if (last != nullptr && last->positions < 0) return;
  const auto from = last == nullptr ? dictionary.start() : positions_of(*last);
  const auto step = dictionary.advance(from, candidate.unichar, reached_);
  if (step.permuter == Permuter::none) return;
  BeamNode node = make_node(context, candidate, step.permuter);
  node.starts_word = last == nullptr || last->starts_dictionary;
  node.ends_word = step.may_end;
  BeamHeap& heap = beam(true, continuation, 0);
  if (heap.has_room_for(node.score, limit_of(0))) {
    node.positions = int(positions_.size());
    node.position_count = int(reached_.size());
    positions_.insert(positions_.end(), reached_.begin(), reached_.end());
    heap.offer(node, limit_of(0));
  }
  if (!step.may_end || charset_.language_is_space_delimited()) return;
  node.positions = -1;
  node.position_count = 0;
  push_dictionary_start(continuation, node);
  beam(false, continuation, 0).offer(node, limit_of(0));
}

void BeamSearch::push_dictionary_start(Continuation continuation, const BeamNode& node) {
  std::optional<BeamNode>& best = starts_[continuation];
  if (best && !(node.score > best->score)) return;
  best = node;
  best->starts_dictionary = true;
  best->positions = 0;
  best->position_count = int(constraints_.dictionary->start().size());
}

BeamNode BeamSearch::make_node(const Context& context, const Candidate& candidate,
                               Permuter permuter) const {
  BeamNode node;
  node.label = candidate.label;
  node.unichar = candidate.unichar;
  node.certainty = candidate.certainty;
  node.score = score_after(context, candidate.certainty);
  node.permuter = permuter;
  node.previous = context.index;
  node.last_character = last_character_index(context);
  node.code_hash = extend_hash(context, candidate.label);
  return node;
}

std::uint64_t BeamSearch::extend_hash(const Context& context, int label) const {
  const std::uint64_t before = context.node == nullptr ? 0 : context.node->code_hash;
  if (label == blank_) return before;
  const std::uint64_t labels = std::uint64_t(recoder_.label_count());
  return before * labels + std::uint64_t(label) + (((before >> 32) * labels) >> 32);
}

const BeamNode* BeamSearch::last_character(const BeamNode* node) const {
  if (node == nullptr || node->completes_character()) return node;
  return node->last_character < 0 ? nullptr : &nodes_[node->last_character];
}

int BeamSearch::last_character_index(const Context& context) const {
  if (context.node == nullptr) return -1;
  return context.node->completes_character() ? context.index : context.node->last_character;
}

std::span<const DictionaryPosition> BeamSearch::positions_of(const BeamNode& node) const {
  return std::span(positions_).subspan(node.positions, node.position_count);
}

int BeamSearch::best_final_node() const {
  int best = -1;
  for (const Continuation continuation : {kAnything, kNoRepeat}) {
    for (const bool in_dictionary : {false, true}) {
      const int index = beam_index(in_dictionary, continuation, 0);
      for (int i = previous_[index]; i < previous_[index + 1]; ++i) {
        const BeamNode* last = last_character(&nodes_[i]);
        const bool complete = last != nullptr && (last->ends_word || last->unichar == kSpace);
        if (in_dictionary && !complete) continue;
        if (best < 0 || nodes_[i].score > nodes_[best].score) best = i;
      }
    }
  }
  return best;
}

void BeamSearch::trace_back(int node) {
  path_.clear();
  for (; node >= 0; node = nodes_[node].previous) path_.push_back(nodes_[node]);
  std::ranges::reverse(path_);
}

}  // namespace longhand::ocr
