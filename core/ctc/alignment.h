#pragma once

#include <span>
#include <vector>

namespace longhand::ctc {

/// Log-probabilities of successive steps, [steps][labels] in natural logarithms. Owns nothing.
struct LogProbs {
  std::span<const float> values;
  int labels = 0;

  int steps() const { return labels ? int(values.size() / labels) : 0; }
  float at(int step, int label) const { return values[std::size_t(step) * labels + label]; }
};

/// Where a label was emitted.
struct Emission {
  int first = 0;  ///< step
  int last = 0;   ///< step, inclusive
};

/// The most likely alignment of `labels` (Viterbi over the CTC lattice); one emission per label, or
/// none at all if the labels do not fit into the steps.
std::vector<Emission> align(const LogProbs& log_probs, int blank, std::span<const int> labels);

/// ln P_CTC(labels), summed over all alignments (Graves et al. 2006, equation 8).
double log_likelihood(const LogProbs& log_probs, int blank, std::span<const int> labels);

}  // namespace longhand::ctc
