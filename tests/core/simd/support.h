#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "instruction_sets.h"
#include "simd/kernels.h"
#include "simd/packed_matrix.h"

namespace longhand::simd {

/// All kernels of one instruction set.
struct Kernels : CommonKernels, TesseractKernels, TorchKernels, LayerKernels {};

/// One for every instruction set that this machine has.
inline const std::vector<Kernels>& all_kernels() {
  static const std::vector<Kernels> all = [] {
    std::vector<Kernels> found;
    for_each_instruction_set([&] {
      found.push_back({common_kernels(), tesseract_kernels(), torch_kernels(), layer_kernels()});
    });
    return found;
  }();
  return all;
}

class EachKernels : public testing::TestWithParam<Kernels> {
 protected:
  const Kernels& k = GetParam();
};

inline std::string kernels_name(const testing::TestParamInfo<Kernels>& info) {
  std::string name;
  for (char c : std::string(info.param.name))
    if (std::isalnum(static_cast<unsigned char>(c))) name += c;
  return name;
}

#define LONGHAND_FOR_EACH_KERNELS(Suite) \
  INSTANTIATE_TEST_SUITE_P(Simd, Suite, testing::ValuesIn(all_kernels()), kernels_name)

/// Whole numbers in [-range, range], the same on every build.
template <class T>
std::vector<T> random_integers(std::size_t count, int range, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::vector<T> values(count);
  for (T& value : values) value = T(int(random() % (2 * range + 1)) - range);
  return values;
}

/// Floats in [-range, range].
inline std::vector<float> random_floats(std::size_t count, float range, unsigned seed = 1) {
  std::vector<float> values;
  for (int value : random_integers<int>(count, 1 << 20, seed))
    values.push_back(float(value) * range / (1 << 20));
  return values;
}

/// Tesseract's tables by their definition: interpolation of function(i / 256).
inline float interpolated(double (*function)(double), float x) {
  const float scaled = x * 256.0f;
  if (scaled >= 4095.0f) return 1;
  const int i = int(scaled);
  const float here = float(function(i / 256.0)), next = float(function((i + 1) / 256.0));
  return here + (next - here) * (scaled - float(i));
}
inline double logistic_function(double x) { return 1 / (1 + std::exp(-x)); }
inline double tanh_function(double x) { return std::tanh(x); }
inline float table_tanh_of(float x) {
  return x < 0 ? -interpolated(tanh_function, -x) : interpolated(tanh_function, x);
}
inline float table_logistic_of(float x) {
  return x < 0 ? 1 - interpolated(logistic_function, -x) : interpolated(logistic_function, x);
}

/// round(127 v), halves away from zero, within -127..127.
inline std::int16_t quantised(float v) {
  const float scaled = std::fmin(std::fmax(v * 127.0f, -127.0f), 127.0f);
  return std::int16_t(scaled >= 0 ? int(scaled + 0.5f) : -int(0.5f - scaled));
}

}  // namespace longhand::simd
