#pragma once

#include <vector>

namespace longhand::ctc {

/// One reading of an utterance.
struct Hypothesis {
  std::vector<int> labels;  ///< without blanks and repetitions
  double score = 0;         ///< of the objective, nats
  double acoustic = 0;      ///< ln P_CTC(labels) alone, of the alignments that the search kept
  int phrase = -1;          ///< of the grammar, -1 = none
};

}  // namespace longhand::ctc
