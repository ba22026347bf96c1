#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "ocr/decode/beam_heap.h"
#include "ocr/decode/charset.h"
#include "ocr/decode/dictionary.h"
#include "ocr/decode/recoder.h"
#include "ocr/decode/step_scores.h"

namespace longhand::ocr {

/// Finds the best reading of a line: Tesseract's recoding beam search. It extends hypotheses step
/// by step with the labels that are likely there, joins labels to characters by the recoder, and
/// prefers dictionary words: elsewhere certainties count 2.25 times.
///
/// Keeps its memory between lines. Deterministic: ties go by the order of nodes, never by address.
class BeamSearch {
 public:
  /// `labels` is the softmax width; all references must outlive the search.
  BeamSearch(const Recoder& recoder, const Charset& charset, int labels, int blank);

  struct Constraints {
    const Dictionary* dictionary = nullptr;  ///< none: plain beams only
    std::span<const std::uint8_t> enabled;   ///< by unichar; empty = all are
  };

  /// `probabilities` is [steps][labels]. Returns one node per step (from the first to the last), or
  /// none if no reading is possible. Valid until the next call.
  std::span<const BeamNode> decode(std::span<const float> probabilities,
                                   const Constraints& constraints);

 private:
  enum Continuation { kAnything, kOnlyRepeat, kNoRepeat, kContinuations };
  /// A hypothesis to extend and the beam in which it was found.
  struct Context {
    const BeamNode* node;  ///< null at the start of the line
    int index;             ///< of the node, -1 at the start
    bool in_dictionary;
    Continuation continuation;
    int length;  ///< labels of the character begun
  };
  /// A character (or the blank) that may come next.
  struct Candidate {
    int label;
    int unichar;
    float certainty;
  };
  /// The edges of the recoder that the likely labels of a step can take from one prefix.
  struct Choices {
    std::vector<const Recoder::Edge*> ends, continuations;
  };

  int beam_index(bool in_dictionary, int continuation, int length) const {
    return (int(in_dictionary) * kContinuations + continuation) * lengths_ + length;
  }
  static float score_after(const Context& context, float certainty) {
    return context.node == nullptr ? certainty : context.node->score + certainty;
  }
  /// Hypotheses that a beam keeps.
  static int limit_of(int length) {
    constexpr int kLimits[] = {5, 10, BeamHeap::kMaxLimit};
    return kLimits[std::min(length, 2)];
  }
  BeamHeap& beam(bool in_dictionary, Continuation continuation, int length) {
    return beams_[beam_index(in_dictionary, continuation, length)];
  }

  void start_line();
  void extend_all(bool first_step);
  void extend_beam(bool in_dictionary, Continuation continuation, int length, Rank rank);
  bool any_hypothesis() const;
  void keep_step();

  void extend(const Context& context, Rank rank);
  void repeat(const Context& context, Rank rank);
  void end_character(const Context& context, const Recoder::Edge& edge, Rank rank);
  void continue_character(const Context& context, const Recoder::Edge& edge, Rank rank);
  bool is_enabled(int unichar) const;
  float certainty_merged(const Context& context, int label) const;
  const Choices& choices(int prefix, Rank rank);
  void collect_choices(int prefix, Rank rank, Choices& result) const;

  void push_partial(const Context& context, Continuation continuation, int length, int prefix,
                    bool repeats, Candidate candidate);
  void push_character(const Context& context, Continuation continuation, Candidate candidate);
  void push_plain(const Context& context, Continuation continuation, Candidate candidate);
  void push_dictionary(const Context& context, Continuation continuation, Candidate candidate);
  void push_space(const Context& context, Continuation continuation, const Candidate& candidate);
  void follow_dictionary(const Context& context, Continuation continuation,
                         const Candidate& candidate, const BeamNode* last);
  void push_dictionary_start(Continuation continuation, const BeamNode& node);
  BeamNode make_node(const Context& context, const Candidate& candidate, Permuter permuter) const;
  std::uint64_t extend_hash(const Context& context, int label) const;

  const BeamNode* last_character(const BeamNode* node) const;
  int last_character_index(const Context& context) const;
  std::span<const DictionaryPosition> positions_of(const BeamNode& node) const;
  int best_final_node() const;
  void trace_back(int node);

  const Recoder& recoder_;
  const Charset& charset_;
  int labels_;
  int blank_;
  int lengths_;  ///< of characters begun: 0..lengths_-1
  Constraints constraints_;
  StepScores scores_;

  std::vector<BeamHeap> beams_;  ///< of the step at hand
  std::vector<int> previous_;    ///< where in nodes_ each beam of the step before begins, and ends
  std::array<std::optional<BeamNode>, kContinuations> starts_;  ///< best dictionary starts of the
                                                                ///< step
  std::vector<BeamNode> nodes_;                                 ///< of all steps
  std::vector<DictionaryPosition> positions_;  ///< of all nodes; begins with the dictionary's start
  std::vector<DictionaryPosition> reached_;
  Choices root_choices_, other_choices_;
  bool root_choices_valid_ = false;
  std::vector<BeamNode> path_;
};

}  // namespace longhand::ocr
