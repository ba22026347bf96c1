#pragma once

#include <cstdint>

#include <longhand/ocr.h>

namespace longhand::nn {

/// The generator that fills convolution borders. Recurrences and seeding: Tesseract's `TRand`,
/// whose two historic forms are std::minstd_rand and Knuth's 64-bit MMIX generator.
class NoiseGenerator {
 public:
  NoiseGenerator(Noise kind, std::int64_t seed);

  /// Uniform in [-range, range].
  double signed_value(double range);

 private:
  std::uint64_t next();

  Noise kind_;
  std::uint64_t state_;
};

}  // namespace longhand::nn
