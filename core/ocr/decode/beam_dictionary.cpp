// Hypotheses within words of the dictionary.
#include "ocr/decode/beam_search.h"

namespace longhand::ocr {

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

std::span<const DictionaryPosition> BeamSearch::positions_of(const BeamNode& node) const {
  return std::span(positions_).subspan(node.positions, node.position_count);
}

}  // namespace longhand::ocr
