#include "speech/voice_shape.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace longhand::speech {
namespace {

constexpr double kLoudRange = 4.6;      // nats (20 dB) below the loudest that frames count
constexpr double kLoudest = 0.95;       // quantile of the levels
constexpr double kFaintest = -15.9;     // nats; fainter is as good as nothing
constexpr std::size_t kLag = 10;        // frames, of the likeness
constexpr double kUsualLikeness = 0.5;  // of what is too short to tell
constexpr std::size_t kSteepest = 3;    // steps
constexpr double kSilence = 7;          // nats (30 dB) below the loudest: steps go no deeper
constexpr double kLargestJump = 5;      // bins

using Rows = std::vector<std::vector<double>>;

double mean(std::span<const double> values) {
  double sum = 0;
  for (double value : values) sum += value;
  return values.empty() ? 0 : sum / double(values.size());
}

double deviation(std::span<const double> values) {
  const double middle = mean(values);
  double sum = 0;
  for (double value : values) sum += (value - middle) * (value - middle);
  return std::sqrt(sum / double(values.size()));
}

/// Logarithm of the mean energy.
double level_of(std::span<const float> frame) {
  double sum = 0;
  for (float value : frame) sum += std::exp(double(value));
  return std::log(sum / double(frame.size()));
}

/// The levels of all frames, and those that are loud.
struct Loud {
  Rows shapes;
  std::vector<double> levels, all_levels;
};

std::vector<double> shape(std::span<const float> frame) {
  std::vector<double> values;
  for (float value : frame) values.push_back(std::max(double(value), kFaintest));
  const double middle = mean(values);
  for (double& value : values) value -= middle;
  return values;
}

Loud loud_part(std::span<const float> frames, std::size_t bins) {
  std::vector<double> levels;
  for (std::size_t at = 0; at < frames.size(); at += bins) {
    levels.push_back(level_of(frames.subspan(at, bins)));
  }
  auto sorted = levels;
  std::sort(sorted.begin(), sorted.end());
  const double loudest = sorted[std::size_t(kLoudest * double(sorted.size() - 1))];
  const double least = loudest - kLoudRange;
  Loud loud;
  for (std::size_t n = 0; n < levels.size(); ++n) {
    if (levels[n] < least) continue;
    loud.shapes.push_back(shape(frames.subspan(n * bins, bins)));
    loud.levels.push_back(levels[n]);
  }
  for (double& level : levels) level = std::max(level, loudest - kSilence);
  loud.all_levels = std::move(levels);
  return loud;
}

/// Mean values of bins [first, last) of every shape.
std::vector<double> band_of(const Rows& shapes, std::size_t first, std::size_t last) {
  std::vector<double> values;
  for (const auto& shape : shapes)
    values.push_back(mean(std::span(shape).subspan(first, last - first)));
  return values;
}

std::vector<double> steps_of(std::span<const double> values) {
  std::vector<double> steps;
  for (std::size_t n = 1; n < values.size(); ++n) steps.push_back(values[n] - values[n - 1]);
  return steps;
}

double mean_size(std::vector<double> values) {
  for (double& value : values) value = std::abs(value);
  return mean(values);
}

std::vector<double> mean_shape(const Rows& shapes) {
  std::vector<double> middle;
  for (std::size_t bin = 0; bin < shapes[0].size(); ++bin) {
    middle.push_back(mean(band_of(shapes, bin, bin + 1)));
  }
  return middle;
}

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t n = 0; n < a.size(); ++n) sum += a[n] * b[n];
  return sum;
}

double likeness(const Rows& shapes) {
  std::vector<double> cosines;
  for (std::size_t n = kLag; n < shapes.size(); ++n) {
    const auto &now = shapes[n], &before = shapes[n - kLag];
    cosines.push_back(dot(now, before) / (std::sqrt(dot(now, now) * dot(before, before)) + 1e-9));
  }
  return cosines.size() < 3 ? kUsualLikeness : mean(cosines);
}

/// centred: shapes less their mean.
double memory(const Rows& centred, std::size_t lag) {
  if (centred.size() <= lag + 3) return 0;
  double both = 0, now = 0, before = 0;
  for (std::size_t n = lag; n < centred.size(); ++n) {
    both += dot(centred[n], centred[n - lag]);
    now += dot(centred[n], centred[n]);
    before += dot(centred[n - lag], centred[n - lag]);
  }
  return both / (std::sqrt(now * before) + 1e-9);
}

/// Of the first `bins` of each shape.
double roughness(const Rows& shapes, std::size_t bins) {
  std::vector<double> sizes;
  for (const auto& shape : shapes) {
    for (std::size_t bin = 1; bin + 1 < bins; ++bin) {
      sizes.push_back(std::abs(shape[bin - 1] - 2 * shape[bin] + shape[bin + 1]));
    }
  }
  return mean(sizes);
}

Rows less(Rows shapes, std::span<const double> middle) {
  for (auto& shape : shapes) {
    for (std::size_t bin = 0; bin < shape.size(); ++bin) shape[bin] -= middle[bin];
  }
  return shapes;
}

void measure_bands(const Rows& shapes, VoiceShape& shape) {
  const std::size_t bins = shapes[0].size();
  for (std::size_t band = 0; band < VoiceShape::kBands; ++band) {
    const auto values = band_of(shapes, band * bins / VoiceShape::kBands,
                                (band + 1) * bins / VoiceShape::kBands);
    shape.mean[band] = mean(values);
    shape.deviation[band] = deviation(values);
    shape.flux[band] = mean_size(steps_of(values));
  }
}

/// Where the energies are that a shape stands for: peaks of tones are narrow, high and at rest.
void measure_energies(const Rows& shapes, VoiceShape& shape) {
  std::vector<double> levels, tops, centres;
  for (const auto& row : shapes) {
    double sum = 0, moment = 0;
    for (std::size_t bin = 0; bin < row.size(); ++bin) {
      const double energy = std::exp(row[bin]);
      sum += energy;
      moment += energy * double(bin);
    }
    levels.push_back(std::log(sum / double(row.size())));
    tops.push_back(double(std::max_element(row.begin(), row.end()) - row.begin()));
    centres.push_back(moment / sum);
  }
  auto jumps = steps_of(tops);
  for (double& jump : jumps) jump = std::clamp(jump, -kLargestJump, kLargestJump);
  shape.peaked = mean(levels);
  shape.jump = mean_size(std::move(jumps));
  shape.drift = mean_size(steps_of(centres));
}

void measure_steps(std::span<const double> levels, VoiceShape& shape) {
  auto steps = steps_of(levels);
  if (steps.size() < kSteepest) return;
  std::sort(steps.begin(), steps.end());
  shape.fall = mean(std::span(steps).first(kSteepest));
  shape.rise = mean(std::span(steps).last(kSteepest));
}

}  // namespace

std::array<double, VoiceShape::kNumbers> VoiceShape::numbers() const {
  std::array<double, kNumbers> all;
  auto to = std::copy(mean.begin(), mean.end(), all.begin());
  to = std::copy(deviation.begin(), deviation.end(), to);
  to = std::copy(flux.begin(), flux.end(), to);
  to = std::copy(memory.begin(), memory.end(), to);
  for (double number :
       {likeness, swing, roughness, steady, rise, fall, length, peaked, ripple, jump, drift})
    *to++ = number;
  return all;
}

VoiceShape shape_of(std::span<const float> frames, int bins) {
  const Loud loud = loud_part(frames, std::size_t(bins));
  VoiceShape shape;
  measure_bands(loud.shapes, shape);
  measure_energies(loud.shapes, shape);
  measure_steps(loud.all_levels, shape);
  const auto middle = mean_shape(loud.shapes);
  const auto centred = less(loud.shapes, middle);
  for (std::size_t n = 0; n < VoiceShape::kLags.size(); ++n) {
    shape.memory[n] = memory(centred, std::size_t(VoiceShape::kLags[n]));
  }
  shape.likeness = likeness(loud.shapes);
  shape.swing = deviation(loud.levels);
  shape.roughness = roughness(loud.shapes, std::size_t(bins));
  shape.steady = roughness({middle}, std::size_t(bins));
  shape.ripple = roughness(loud.shapes, std::size_t(bins + 2) / 3);
  shape.length = std::log(double(loud.shapes.size()));
  return shape;
}

}  // namespace longhand::speech
