#include "speech/log_mel.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include <unsupported/Eigen/FFT>

namespace longhand::speech {
namespace {

double mel(double frequency) { return 1127.0 * std::log(1.0 + frequency / 700.0); }

}  // namespace

int LogMelSpec::padded_length() const {
  const auto length = unsigned(frame_length());
  return int(round_to_power_of_two ? std::bit_ceil(length) : length);
}

std::vector<float> window_function(const std::string& name, int length) {
  std::vector<float> window(length, 1.0f);
  if (name == "rectangular") return window;
  for (int n = 0; n < length; ++n) {
    const double cosine = std::cos(2 * std::numbers::pi * n / std::max(1, length - 1));
    const double hann = 0.5 - 0.5 * cosine;
    if (name == "povey") window[n] = float(std::pow(hann, 0.85));
    else if (name == "hanning") window[n] = float(hann);
    else if (name == "hamming") window[n] = float(0.54 - 0.46 * cosine);
    else if (name == "blackman")
      window[n] = float(0.42 - 0.5 * cosine + 0.08 * (2 * cosine * cosine - 1));
    else return {};
  }
  return window;
}

/// In double: the sines and logarithms of two C libraries differ in their last bit, which rounding
/// to float takes away, so that features are the same in every build.
struct LogMel::Fourier {
  Fourier() { transform.SetFlag(Eigen::FFT<double>::HalfSpectrum); }
  Eigen::FFT<double> transform;
};

LogMel::LogMel(const LogMelSpec& spec)
    : spec_(spec),
      window_(window_function(spec.window, spec.frame_length())),
      frame_(spec.padded_length()),
      spectrum_(spec.padded_length() / 2 + 1),
      power_(spec.padded_length() / 2),
      fourier_(std::make_unique<Fourier>()) {
  make_filters();
}

LogMel::LogMel(LogMel&&) noexcept = default;
LogMel::~LogMel() = default;

void LogMel::make_filters() {
  const double lowest = mel(spec_.low_freq);
  const double width = (mel(spec_.high_freq) - lowest) / (spec_.bins + 1);
  const double hertz = double(spec_.sample_rate) / spec_.padded_length();
  filters_.resize(spec_.bins);
  for (int bin = 0; bin < spec_.bins; ++bin) {
    const double left = lowest + bin * width;
    for (int k = 0; k < int(power_.size()); ++k) {
      const double rise = (mel(k * hertz) - left) / width;
      const double weight = std::min(rise, 2.0 - rise);
      if (weight <= 0) continue;
      if (filters_[bin].weights.empty()) filters_[bin].first = k;
      filters_[bin].weights.push_back(float(weight));
    }
  }
}

void LogMel::prepare(std::span<const float> samples) {
  const auto scale = float(spec_.sample_scale);
  double sum = 0;
  for (float sample : samples) sum += double(sample) * scale;
  const float mean = spec_.remove_dc_offset ? float(sum / double(samples.size())) : 0.0f;
  const auto emphasis = float(spec_.preemphasis);
  float previous = samples[0] * scale - mean;
  for (std::size_t n = 0; n < samples.size(); ++n) {
    const float sample = samples[n] * scale - mean;
    frame_[n] = (sample - emphasis * previous) * window_[n];
    previous = sample;
  }
}

void LogMel::compute(std::span<const float> samples, std::span<float> out) {
  prepare(samples);
  fourier_->transform.fwd(spectrum_.data(), frame_.data(), Eigen::Index(frame_.size()));
  for (std::size_t k = 0; k < power_.size(); ++k) {
    power_[k] = float(spec_.use_power ? std::norm(spectrum_[k]) : std::abs(spectrum_[k]));
  }
  for (int bin = 0; bin < spec_.bins; ++bin) {
    const Filter& filter = filters_[bin];
    float energy = 0;
    for (std::size_t k = 0; k < filter.weights.size(); ++k) {
      energy += filter.weights[k] * power_[filter.first + k];
    }
    out[bin] = float(std::log(std::max(double(energy), spec_.log_floor)));
  }
}

}  // namespace longhand::speech
