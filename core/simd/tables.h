#pragma once

namespace longhand::simd {

/// A function sampled at i / 256 for linear interpolation, as Tesseract does it (generate_lut.py
/// there gives the definition): f(x) = value + difference * (256 x - i), and 1 from i = kTableEnd
/// on.
struct TableEntry {
  float value;
  float difference;  ///< to the next value
};

inline constexpr int kTableEnd = 4095;
inline constexpr float kTableSteps = 256;

/// tanh(i / 256) and 1 / (1 + exp(-i / 256)) for i in [0, kTableEnd), rounded to float.
struct Tables {
  TableEntry tanh[kTableEnd];
  TableEntry logistic[kTableEnd];
  Tables();
};

const Tables& tables();

}  // namespace longhand::simd
