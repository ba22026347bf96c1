// How a hypothesis with one more label is scored and which beam it enters.
#include "ocr/decode/beam_search.h"

#include "ocr/decode/certainty.h"

namespace longhand::ocr {
namespace {

constexpr float kWorstInDictionary = -25.0f / 7.0f;  ///< of one step

}  // namespace

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

}  // namespace longhand::ocr
