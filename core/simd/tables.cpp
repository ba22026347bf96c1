#include "simd/tables.h"

#include <cmath>

namespace longhand::simd {
namespace {

template <class F>
void fill(TableEntry (&table)[kTableEnd], F f) {
  for (int i = 0; i < kTableEnd; ++i) {
    const float here = float(f(double(i) / kTableSteps));
    const float next = float(f(double(i + 1) / kTableSteps));
    table[i] = {here, next - here};
  }
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
