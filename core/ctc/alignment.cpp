#include "ctc/alignment.h"

#include <cstdint>
#include <utility>

#include "ctc/log_math.h"

namespace longhand::ctc {
namespace {

/// The lattice's states: blank, label 0, blank, label 1, ..., blank.
struct Lattice {
  std::span<const int> labels;
  int blank;

  int states() const { return 2 * int(labels.size()) + 1; }
  int label(int state) const { return state % 2 ? labels[state / 2] : blank; }

  /// How many states back a step may come from: a blank between different labels may be left out.
  int reach(int state) const {
    const bool skips = state % 2 && state > 2 && labels[state / 2] != labels[state / 2 - 1];
    return skips ? 2 : std::min(state, 1);
  }
};

/// Walks through the lattice; combine(step, state, scores before) gives the score on entering a
/// state.
template <class Combine>
std::vector<double> forward(const LogProbs& log_probs, const Lattice& lattice, Combine combine) {
  std::vector<double> scores(lattice.states(), kImpossible), next(lattice.states());
  for (int step = 0; step < log_probs.steps(); ++step) {
    for (int state = 0; state < lattice.states(); ++state) {
      const double before = step ? combine(step, state, scores) : (state < 2 ? 0.0 : kImpossible);
      next[state] = before + log_probs.at(step, lattice.label(state));
    }
    scores.swap(next);
  }
  return scores;
}

std::vector<Emission> trace(const Lattice& lattice, const std::vector<std::uint8_t>& moves,
                            int steps, int state) {
  std::vector<Emission> emissions(lattice.labels.size(), {-1, -1});
  for (int step = steps - 1; step >= 0; --step) {
    if (state % 2) {
      Emission& emission = emissions[state / 2];
      emission.first = step;
      if (emission.last < 0) emission.last = step;
    }
    state -= moves[std::size_t(step) * lattice.states() + state];
  }
  return emissions;
}

}  // namespace

std::vector<Emission> align(const LogProbs& log_probs, int blank, std::span<const int> labels) {
  const Lattice lattice{labels, blank};
  const int steps = log_probs.steps();
  std::vector<std::uint8_t> moves(std::size_t(steps) * lattice.states());
  const auto scores = forward(log_probs, lattice, [&](int step, int state, const auto& before) {
    int best = 0;
    for (int back = 1; back <= lattice.reach(state); ++back) {
      if (before[state - back] > before[state - best]) best = back;
    }
    moves[std::size_t(step) * lattice.states() + state] = std::uint8_t(best);
    return before[state - best];
  });
  const int last = lattice.states() - 1;
  const int end = last > 0 && scores[last - 1] > scores[last] ? last - 1 : last;
  if (steps == 0 || scores[end] == kImpossible) return {};
  return trace(lattice, moves, steps, end);
}

double log_likelihood(const LogProbs& log_probs, int blank, std::span<const int> labels) {
  const Lattice lattice{labels, blank};
  if (log_probs.steps() == 0) return labels.empty() ? 0.0 : kImpossible;
  const auto scores = forward(log_probs, lattice, [&](int, int state, const auto& before) {
    double sum = before[state];
    for (int back = 1; back <= lattice.reach(state); ++back)
      sum = log_add(sum, before[state - back]);
    return sum;
  });
  const int last = lattice.states() - 1;
  return last > 0 ? log_add(scores[last], scores[last - 1]) : scores[last];
}

}  // namespace longhand::ctc
