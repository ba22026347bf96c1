#include "speech/confidence.h"

#include <algorithm>
#include <cmath>

#include "ctc/log_math.h"

namespace longhand::speech {
namespace {

float logistic(double x) { return float(1 / (1 + std::exp(-x))); }

/// Labels [first, last) of a hypothesis.
struct WordLabels {
  std::size_t first, last;
};

std::vector<WordLabels> split_words(std::span<const int> labels, int space) {
  std::vector<WordLabels> words;
  for (std::size_t at = 0; at < labels.size(); ++at) {
    if (labels[at] == space) continue;
    const auto first = at;
    while (at < labels.size() && labels[at] != space) ++at;
    words.push_back({first, at});
  }
  return words;
}

/// The largest log-probability of a label within its emission.
double peak(const ctc::LogProbs& steps, int label, const ctc::Emission& emission) {
  double best = ctc::kImpossible;
  for (int step = emission.first; step <= emission.last; ++step) {
    best = std::max(best, double(steps.at(step, label)));
  }
  return best;
}

float word_confidence(const ctc::LogProbs& steps, std::span<const int> labels,
                      std::span<const ctc::Emission> emissions) {
  double sum = 0;
  for (std::size_t n = 0; n < labels.size(); ++n) sum += peak(steps, labels[n], emissions[n]);
  return float(std::exp(sum / double(labels.size())));
}

}  // namespace

std::vector<SpokenWord> time_words(const ctc::LogProbs& steps, const ctc::Alphabet& alphabet,
                                   std::span<const ctc::Hypothesis> found, double start,
                                   double step_seconds) {
  const std::span<const int> labels = found[0].labels;
  const auto emissions = ctc::align(steps, alphabet.blank(), labels);
  std::vector<SpokenWord> words;
  if (emissions.empty()) return words;
  for (const auto [first, last] : split_words(labels, alphabet.space())) {
    const auto count = last - first;
    words.push_back({alphabet.decode(labels.subspan(first, count)),
                     start + emissions[first].first * step_seconds,
                     start + (emissions[last - 1].last + 1) * step_seconds,
                     word_confidence(steps, labels.subspan(first, count),
                                     std::span(emissions).subspan(first, count))});
  }
  return words;
}

float phrase_confidence(const ctc::LogProbs& steps, int blank, std::span<const int> phrase,
                        std::span<const int> heard) {
  const double ratio = ctc::log_likelihood(steps, blank, phrase) -
                       ctc::log_likelihood(steps, blank, heard);
  const auto labels = double(std::max<std::size_t>({phrase.size(), heard.size(), 1}));
  return logistic(4 + 4 * ratio / labels);
}

}  // namespace longhand::speech
