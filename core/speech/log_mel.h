#pragma once

#include <complex>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace longhand::speech {

/// Kaldi's `fbank` features as a model file describes them. Defaults are Kaldi's.
struct LogMelSpec {
  int sample_rate = 16000;  ///< Hz
  double sample_scale = 1;  ///< factor on samples of -1..1
  double frame_length_ms = 25;
  double frame_shift_ms = 10;
  std::string window = "povey";  ///< also hanning, hamming, rectangular, blackman
  double preemphasis = 0.97;     ///< per frame, the first sample being its own predecessor
  bool remove_dc_offset = true;  ///< per frame
  bool round_to_power_of_two = true;
  bool use_power = true;  ///< power spectrum, else magnitude
  int bins = 40;
  double low_freq = 20;                       ///< Hz
  double high_freq = 8000;                    ///< Hz
  double log_floor = 1.1920928955078125e-07;  ///< of the mel energies

  int frame_length() const { return int(sample_rate * frame_length_ms * 0.001); }  ///< samples
  int frame_shift() const { return int(sample_rate * frame_shift_ms * 0.001); }    ///< samples
  int padded_length() const;  ///< samples that the Fourier transform sees
};

/// The window function of `name` over `length` samples (Kaldi's feature-window.cc); empty if
/// unknown.
std::vector<float> window_function(const std::string& name, int length);

/// Computes the logarithms of the mel energies of single frames: DC removal, pre-emphasis, window,
/// Fourier transform, triangular filters of equal width on the scale mel(f) = 1127 ln(1 + f / 700).
class LogMel {
 public:
  explicit LogMel(const LogMelSpec& spec);
  LogMel(LogMel&&) noexcept;
  ~LogMel();

  /// samples: [frame_length], out: [bins].
  void compute(std::span<const float> samples, std::span<float> out);

 private:
  struct Filter {
    int first = 0;
    std::vector<float> weights;
  };
  void prepare(std::span<const float> samples);
  void make_filters();

  LogMelSpec spec_;
  std::vector<float> window_;
  std::vector<Filter> filters_;
  std::vector<double> frame_;                   ///< [padded_length]
  std::vector<std::complex<double>> spectrum_;  ///< [padded_length / 2 + 1]
  std::vector<float> power_;                    ///< [padded_length / 2]
  struct Fourier;
  std::unique_ptr<Fourier> fourier_;
};

}  // namespace longhand::speech
