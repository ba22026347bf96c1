#pragma once

namespace longhand::simd {

inline constexpr int kTableSize = 4096;
inline constexpr float kTableStepsPerUnit = 256;

/// tanh(i / 256) and 1 / (1 + exp(-i / 256)) for i in [0, kTableSize), rounded to float, for linear
/// interpolation as Tesseract does it (generate_lut.py there gives the definition): f(x) = t[i] +
/// (t[i + 1] - t[i]) * (256 x - i), and 1 from i = kTableSize - 1 on. Behind them stand two ones.
struct Tables {
  float tanh[kTableSize + 2];
  float logistic[kTableSize + 2];
  Tables();
};

const Tables& tables();

}  // namespace longhand::simd
