#include "simd/tables.h"

#include "simd/constants.h"

#include <cmath>

namespace longhand::simd {

extern const float constants[] = {
    0.5f,
    1,
    -0.0f,
    kTableStepsPerUnit,
    kTableSize - 1,
    kTableSize,
    0x1p21f,
    0x1.8p23f,
    127,
    -100,
    100,
    -9.02f,
    9.02f,
    // over
    1.331780988e-08f,
    2.058257232e-05f,
    3.493980256e-03f,
    1.337967286e-01f,
    9.999999792e-01f,
    // under
    7.761502178e-07f,
    3.283003181e-04f,
    2.587086840e-02f,
    4.671298817e-01f,
    1,
};

namespace {

template <class F>
void fill(float (&table)[kTableSize + 2], F f) {
  for (int i = 0; i < kTableSize; ++i) table[i] = float(f(double(i) / kTableStepsPerUnit));
  table[kTableSize] = table[kTableSize + 1] = 1;
}

}  // namespace

Tables::Tables() {
  fill(tanh, [](double x) { return std::tanh(x); });
  fill(logistic, [](double x) { return 1 / (1 + std::exp(-x)); });
}

const Tables& tables() {
  static const Tables filled;
  return filled;
}

}  // namespace longhand::simd
