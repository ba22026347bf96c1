// The walk from step to step; what may follow a hypothesis is in beam_extension.cpp.
#include "ocr/decode/beam_search.h"

#include <algorithm>

namespace longhand::ocr {

BeamSearch::BeamSearch(const Recoder& recoder, const Charset& charset, int labels, int blank)
    : recoder_(recoder),
      charset_(charset),
      labels_(labels),
      blank_(blank),
      lengths_(std::min(recoder.max_length(), kMaxCodeLength)),
      scores_(labels, blank),
      beams_(beam_index(true, kContinuations, 0)),
      previous_(beams_.size() + 1) {}

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
