#include "speech/garbage.h"

#include <algorithm>
#include <cmath>

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

/// Second degree in x, which is held within what voices were seen to have.
struct Curve {
  double least, most, linear, square;
  double operator()(double x) const {
    x = std::clamp(x, least, most);
    return linear * x + square * x * x;
  }
};

// Printed by models/speech/fit_garbage.
constexpr double kBias = 9, kLength = 0, kInverseLength = 0, kPeak = 0, kClearSteps = 0, kHeard = 0,
                 kCertainty = 0, kFreedom = 0, kFreePeak = 0;
constexpr Curve kChange = {0, 0, 0, 0}, kFlux = {0, 0, 0, 0}, kLikeness = {0, 0, 0, 0},
                kSwing = {0, 0, 0, 0}, kRoughness = {0, 0, 0, 0}, kWidth = {0, 0, 0, 0};

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
  const VoiceShape& shape = evidence.shape;
  const double odds = kBias + kLength * std::log(evidence.labels) +
                      kInverseLength / evidence.labels + kPeak * evidence.peak +
                      kClearSteps * evidence.clear + kHeard * evidence.heard +
                      kCertainty * evidence.certainty + kFreedom * evidence.freedom +
                      kFreePeak * evidence.freedom * evidence.peak + kChange(shape.change) +
                      kFlux(shape.flux) + kLikeness(shape.likeness) + kSwing(shape.swing) +
                      kRoughness(shape.roughness) + kWidth(shape.width);
  return float(1 / (1 + std::exp(-odds)));
}

}  // namespace longhand::speech
