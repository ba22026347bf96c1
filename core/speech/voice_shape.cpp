#include "speech/voice_shape.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace longhand::speech {
namespace {

constexpr double kLoudRange = 4.6;      // nats (20 dB) below the loudest that frames count
constexpr double kLoudest = 0.95;       // quantile of the levels
constexpr double kFaintest = -15.9;     // nats; fainter is as good as nothing
constexpr std::size_t kLag = 10;        // frames
constexpr double kUsualLikeness = 0.5;  // of what is too short to tell

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

/// The frames that are loud, and their levels.
struct Loud {
  Rows shapes;
  std::vector<double> levels;
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
  const double least = sorted[std::size_t(kLoudest * double(sorted.size() - 1))] - kLoudRange;
  Loud loud;
  for (std::size_t n = 0; n < levels.size(); ++n) {
    if (levels[n] < least) continue;
    loud.shapes.push_back(shape(frames.subspan(n * bins, bins)));
    loud.levels.push_back(levels[n]);
  }
  return loud;
}

double change(const Rows& shapes) {
  std::vector<double> deviations, column(shapes.size());
  for (std::size_t bin = 0; bin < shapes[0].size(); ++bin) {
    for (std::size_t n = 0; n < shapes.size(); ++n) column[n] = shapes[n][bin];
    deviations.push_back(deviation(column));
  }
  return mean(deviations);
}

double flux(const Rows& shapes) {
  std::vector<double> sizes;
  for (std::size_t n = 1; n < shapes.size(); ++n) {
    for (std::size_t bin = 0; bin < shapes[n].size(); ++bin) {
      sizes.push_back(std::abs(shapes[n][bin] - shapes[n - 1][bin]));
    }
  }
  return mean(sizes);
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

double roughness(const Rows& shapes) {
  std::vector<double> sizes;
  for (const auto& shape : shapes) {
    for (std::size_t bin = 1; bin + 1 < shape.size(); ++bin) {
      sizes.push_back(std::abs(shape[bin - 1] - 2 * shape[bin] + shape[bin + 1]));
    }
  }
  return mean(sizes);
}

}  // namespace

VoiceShape shape_of(std::span<const float> frames, int bins) {
  const Loud loud = loud_part(frames, std::size_t(bins));
  return {change(loud.shapes), flux(loud.shapes), likeness(loud.shapes), deviation(loud.levels),
          roughness(loud.shapes)};
}

}  // namespace longhand::speech
