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

/// Of the labels but the spaces; emissions: of the labels.
double mean_peak(const ctc::LogProbs& steps, int space, std::span<const int> labels,
                 std::span<const ctc::Emission> emissions) {
  double sum = 0;
  int count = 0;
  for (std::size_t n = 0; n < emissions.size(); ++n) {
    if (labels[n] == space) continue;
    float peak = steps.at(emissions[n].first, labels[n]);
    for (int step = emissions[n].first; step <= emissions[n].last; ++step) {
      peak = std::max(peak, steps.at(step, labels[n]));
    }
    sum += peak;
    ++count;
  }
  return count ? sum / count : kLeastPeak;
}

/// Nats by which the labels are likelier than blanks alone.
double gain_over_blank(const ctc::LogProbs& steps, int blank, std::span<const int> labels) {
  double nothing = 0;
  for (int step = 0; step < steps.steps(); ++step) nothing += steps.at(step, blank);
  return ctc::log_likelihood(steps, blank, labels) - nothing;
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

}  // namespace

VoiceInputs voice_inputs(const GarbageEvidence& evidence) {
  const std::array<double, kNetworkInputs> network = {
      std::log(evidence.labels),
      1 / evidence.labels,
      evidence.peak,
      evidence.clear,
      std::min(1.0, evidence.heard),
      std::log(evidence.heard + 0.5 / evidence.labels),
      evidence.certainty,
      evidence.freedom,
      evidence.freedom * evidence.peak,
      evidence.said,
      evidence.pace};
  const auto shape = evidence.shape.numbers();
  VoiceInputs inputs;
  std::copy(shape.begin(), shape.end(), std::copy(network.begin(), network.end(), inputs.begin()));
  return inputs;
}

GarbageEvidence weigh_garbage(const ctc::LogProbs& steps, const ctc::Alphabet& alphabet,
                              std::span<const int> labels, const ctc::Grammar& grammar,
                              std::span<const float> frames, int bins) {
  const Heard heard = best_path(steps, alphabet);
  const auto spaces = std::count(labels.begin(), labels.end(), alphabet.space());
  const auto emissions = ctc::align(steps, alphabet.blank(), labels);
  const int span = emissions.empty() ? steps.steps()
                                     : emissions.back().last - emissions.front().first + 1;
  GarbageEvidence evidence;
  evidence.labels = double(std::max<std::ptrdiff_t>(1, std::ptrdiff_t(labels.size()) - spaces));
  evidence.peak = std::max(kLeastPeak, mean_peak(steps, alphabet.space(), labels, emissions));
  evidence.clear = std::log((heard.clear + 0.5) / (evidence.labels + 0.5));
  evidence.heard = heard.labels / evidence.labels;
  evidence.certainty = heard.peaks / std::max(1, heard.labels);
  evidence.freedom = choices(labels, grammar) / evidence.labels;
  evidence.said = gain_over_blank(steps, alphabet.blank(), labels) / evidence.labels;
  evidence.pace = std::log(span / evidence.labels);
  evidence.shape = shape_of(frames, bins);
  return evidence;
}

float voice_confidence(const GarbageEvidence& evidence, const GarbageFit& fit) {
  const VoiceInputs inputs = voice_inputs(evidence);
  double odds = fit.bias;
  for (std::size_t n = 0; n < inputs.size(); ++n) {
    const double value = std::clamp((inputs[n] - fit.middle[n]) / fit.deviation[n], -kWidest,
                                    kWidest);
    odds += (fit.linear[n] + fit.square[n] * value) * value;
  }
  return float(1 / (1 + std::exp(-odds)));
}

}  // namespace longhand::speech
