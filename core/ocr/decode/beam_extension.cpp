// Which labels may follow a hypothesis: the same again, the end of a character, a part of one.
#include "ocr/decode/beam_search.h"

#include <algorithm>

#include "ocr/decode/certainty.h"

namespace longhand::ocr {
namespace {

using Edges = std::vector<const Recoder::Edge*>;

/// By a rank, no two of which are equal. A heap takes a quarter of the code of std::sort.
void sort(Edges& edges, int Recoder::Edge::*rank) {
  std::ranges::make_heap(edges, {}, rank);
  std::ranges::sort_heap(edges, {}, rank);
}

}  // namespace

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
  sort(result.ends, &Recoder::Edge::end_rank);
  sort(result.continuations, &Recoder::Edge::continue_rank);
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

}  // namespace longhand::ocr
