#include "speech/confidence.h"

#include <algorithm>
#include <cmath>

#include "ctc/log_math.h"

namespace longhand::speech {
namespace {

constexpr double kWideMargin = 0.4;  // no wider one says more

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

WordEvidence peaks_of(const ctc::LogProbs& steps, std::span<const int> labels,
                      std::span<const ctc::Emission> emissions) {
  WordEvidence evidence;
  double sum = 0;
  for (std::size_t n = 0; n < labels.size(); ++n) {
    const double value = peak(steps, labels[n], emissions[n]);
    sum += value;
    evidence.least_peak = std::min(evidence.least_peak, value);
  }
  evidence.mean_peak = sum / double(labels.size());
  return evidence;
}

using Words = std::vector<std::vector<int>>;

Words words_of(std::span<const int> labels, int space) {
  Words words;
  for (const auto [first, last] : split_words(labels, space)) {
    words.emplace_back(labels.begin() + std::ptrdiff_t(first),
                       labels.begin() + std::ptrdiff_t(last));
  }
  return words;
}

/// Which words of `best` are in the longest common subsequence with `other`.
std::vector<bool> common_words(const Words& best, const Words& other) {
  const std::size_t width = other.size() + 1;
  std::vector<int> length((best.size() + 1) * width);  // of what best[i..] and other[k..] share
  for (std::size_t i = best.size(); i-- > 0;) {
    for (std::size_t k = other.size(); k-- > 0;) {
      length[i * width + k] = best[i] == other[k] ? length[(i + 1) * width + k + 1] + 1
                                                  : std::max(length[(i + 1) * width + k],
                                                             length[i * width + k + 1]);
    }
  }
  std::vector<bool> common(best.size());
  for (std::size_t i = 0, k = 0; i < best.size() && k < other.size();) {
    if (best[i] == other[k]) {
      common[i] = true;
      ++i, ++k;
    } else if (length[(i + 1) * width + k] >= length[i * width + k + 1]) {
      ++i;
    } else {
      ++k;
    }
  }
  return common;
}

/// For each word of the best hypothesis, the share of all hypotheses' probability that has it.
std::vector<double> agreement(std::span<const ctc::Hypothesis> found, int space) {
  const Words best = words_of(found[0].labels, space);
  std::vector<double> shares(best.size(), 0);
  double total = 0;
  for (const auto& hypothesis : found) {
    const double weight = std::exp(hypothesis.score - found[0].score);
    total += weight;
    const auto common = common_words(best, words_of(hypothesis.labels, space));
    for (std::size_t n = 0; n < best.size(); ++n) shares[n] += common[n] ? weight : 0;
  }
  for (double& share : shares) share /= total;
  return shares;
}

}  // namespace

float word_confidence(const WordEvidence& evidence, const WordFit& fit) {
  return logistic(fit.bias + fit.mean_peak * evidence.mean_peak +
                  fit.least_peak * evidence.least_peak +
                  fit.agreement * std::log(evidence.agreement));
}

WeighedWords weigh_words(const ctc::LogProbs& steps, const ctc::Alphabet& alphabet,
                         std::span<const ctc::Hypothesis> found, const WordFit& fit, double start,
                         double step_seconds) {
  const std::span<const int> labels = found[0].labels;
  const auto emissions = ctc::align(steps, alphabet.blank(), labels);
  WeighedWords weighed;
  if (emissions.empty()) return weighed;
  const auto shares = agreement(found, alphabet.space());
  for (const auto [first, last] : split_words(labels, alphabet.space())) {
    const auto count = last - first;
    const auto word = labels.subspan(first, count);
    auto evidence = peaks_of(steps, word, std::span(emissions).subspan(first, count));
    evidence.agreement = shares[weighed.words.size()];
    weighed.evidence.push_back(evidence);
    weighed.words.push_back({alphabet.decode(word), start + emissions[first].first * step_seconds,
                             start + (emissions[last - 1].last + 1) * step_seconds,
                             word_confidence(evidence, fit)});
  }
  return weighed;
}

float phrase_confidence(const PhraseEvidence& evidence, const ModelFit& fit) {
  const double margin = std::min(evidence.margin, kWideMargin);
  const float sure = logistic(fit.phrases.bias + fit.phrases.ratio * evidence.ratio +
                              fit.phrases.margin * margin);
  return fit.garbage ? std::min(sure, voice_confidence(evidence.garbage, *fit.garbage)) : sure;
}

}  // namespace longhand::speech
