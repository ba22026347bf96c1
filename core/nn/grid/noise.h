#pragma once

#include <cstdint>

namespace longhand::nn::grid {

/// How the next number is made of the last one.
enum class Recurrence {
  mmix,    ///< Knuth's 64-bit MMIX
  minstd,  ///< std::minstd_rand
};

/// The generator that fills convolution borders. Recurrences and seeding: the two historic forms of
/// Tesseract's `TRand`.
class NoiseGenerator {
 public:
  NoiseGenerator(Recurrence kind, std::int64_t seed);

  /// Uniform in [-range, range].
  double signed_value(double range);

 private:
  std::uint64_t next();

  Recurrence kind_;
  std::uint64_t state_;
};

}  // namespace longhand::nn::grid
