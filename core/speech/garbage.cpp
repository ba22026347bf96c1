#include "speech/garbage.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace longhand::speech {
namespace {

const double kClear = std::log(0.5);
constexpr double kLeastPeak = -4;

/// What is heard without a list.
struct Heard {
  int labels = 0, clear = 0;
  double peaks = 0;  ///< sum
};

Heard best_path(const ctc::LogProbs& steps, const ctc::Alphabet& alphabet) {
  Heard heard;
  int last = alphabet.blank();
  double peak = 0;
  for (int step = 0; step < steps.steps(); ++step) {
    const auto row = steps.values.subspan(std::size_t(step) * steps.labels, steps.labels);
    const auto best = std::max_element(row.begin(), row.end());
    const int label = int(best - row.begin());
    if (label != alphabet.blank() && label != alphabet.space()) {
      heard.clear += *best > kClear;
      heard.labels += label != last;
      const double before = label == last ? peak : 0;
      peak = label == last ? std::max(peak, double(*best)) : *best;
      heard.peaks += peak - before;
    }
    last = label;
  }
  return heard;
}

double mean_peak(const ctc::LogProbs& steps, const ctc::Alphabet& alphabet,
                 std::span<const int> labels) {
  const auto emissions = ctc::align(steps, alphabet.blank(), labels);
  double sum = 0;
  int count = 0;
  for (std::size_t n = 0; n < emissions.size(); ++n) {
    if (labels[n] == alphabet.space()) continue;
    float peak = steps.at(emissions[n].first, labels[n]);
    for (int step = emissions[n].first; step <= emissions[n].last; ++step) {
      peak = std::max(peak, steps.at(step, labels[n]));
    }
    sum += peak;
    ++count;
  }
  return count ? sum / count : kLeastPeak;
}

/// Sum of the logarithms of how many labels could have followed, or of ending there.
double choices(std::span<const int> labels, const ctc::Grammar& grammar) {
  double nats = 0;
  auto state = grammar.start();
  for (int label : labels) {
    const std::size_t ways = grammar.arc_count(state) + (grammar.phrase(state) >= 0);
    nats += std::log(double(std::max<std::size_t>(1, ways)));
    state = grammar.next(state, label);
    if (state == ctc::Grammar::kReject) break;
  }
  return nats;
}

// Printed by models/speech/fit_garbage. Of the network's evidence, in the order of
// network_inputs(); of the shape, in the order of shape_inputs(), and of its products, i by i, k
// from i on.
constexpr double kBias = 7.136;
constexpr double kNetwork[] = {0.01932, -3.309, 0.795, 1.004, 2.337, 3.673, -0.969, 0.6953};
constexpr double kMean[] = {1.522, 0.5613, 0.6623, 1.373, 1.258},
                 kDeviation[] = {0.4717, 0.09961, 0.2151, 0.2133, 0.2439};
constexpr double kLinear[] = {0.2322, -0.3729, -1.53, 0.1716, -0.01813};
constexpr double kProducts[] = {-0.1231,  0.03923, 0.05969,  -0.02458, -0.05884,
                                -0.08975, -0.1275, -0.01573, 0.1286,   -0.907,
                                0.1545,   -0.125,  -0.0982,  0.0493,   -0.1322};
constexpr double kWidest = 5;  // deviations from the mean of speech within which a shape counts

double network_odds(const GarbageEvidence& evidence) {
  const double inputs[] = {std::log(evidence.labels),
                           1 / evidence.labels,
                           evidence.peak,
                           evidence.clear,
                           evidence.heard,
                           evidence.certainty,
                           evidence.freedom,
                           evidence.freedom * evidence.peak};
  double odds = 0;
  for (std::size_t n = 0; n < std::size(inputs); ++n) odds += kNetwork[n] * inputs[n];
  return odds;
}

double shape_odds(const VoiceShape& shape) {
  double inputs[] = {shape.change, shape.flux, shape.likeness, shape.swing, shape.roughness};
  double odds = 0;
  const double* product = kProducts;
  for (std::size_t n = 0; n < std::size(inputs); ++n) {
    inputs[n] = std::clamp((inputs[n] - kMean[n]) / kDeviation[n], -kWidest, kWidest);
    odds += kLinear[n] * inputs[n];
  }
  for (std::size_t n = 0; n < std::size(inputs); ++n) {
    for (std::size_t k = n; k < std::size(inputs); ++k) odds += *product++ * inputs[n] * inputs[k];
  }
  return odds;
}

}  // namespace

GarbageEvidence weigh_garbage(const ctc::LogProbs& steps, const ctc::Alphabet& alphabet,
                              std::span<const int> labels, const ctc::Grammar& grammar,
                              std::span<const float> frames, int bins) {
  const Heard heard = best_path(steps, alphabet);
  const auto spaces = std::count(labels.begin(), labels.end(), alphabet.space());
  GarbageEvidence evidence;
  evidence.labels = double(std::max<std::ptrdiff_t>(1, std::ptrdiff_t(labels.size()) - spaces));
  evidence.peak = std::max(kLeastPeak, mean_peak(steps, alphabet, labels));
  evidence.clear = std::log((heard.clear + 0.5) / (evidence.labels + 0.5));
  evidence.heard = std::min(1.0, heard.labels / evidence.labels);
  evidence.certainty = heard.peaks / std::max(1, heard.labels);
  evidence.freedom = choices(labels, grammar) / evidence.labels;
  evidence.shape = shape_of(frames, bins);
  return evidence;
}

float voice_confidence(const GarbageEvidence& evidence) {
  const double odds = kBias + network_odds(evidence) + shape_odds(evidence.shape);
  return float(1 / (1 + std::exp(-odds)));
}

}  // namespace longhand::speech
