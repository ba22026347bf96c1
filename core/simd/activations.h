#pragma once

// Tesseract's interpolated tanh and logistic, and the smooth ones of PyTorch networks, on vectors.

#include "simd/batch.h"
#include "simd/tables.h"

namespace longhand::simd {

/// Table entries at `index`, split into values and differences.
template <class A>
LONGHAND_INLINE void look_up(const TableEntry* table, Batch<std::int32_t, A> index,
                             Batch<float, A>& value, Batch<float, A>& difference) {
#if XSIMD_WITH_WASM
  const v128_t i = index;
  const v128_t low = wasm_v128_load64_lane(
      table + wasm_i32x4_extract_lane(i, 1),
      wasm_v128_load64_zero(table + wasm_i32x4_extract_lane(i, 0)), 1);
  const v128_t high = wasm_v128_load64_lane(
      table + wasm_i32x4_extract_lane(i, 3),
      wasm_v128_load64_zero(table + wasm_i32x4_extract_lane(i, 2)), 1);
  value = wasm_i32x4_shuffle(low, high, 0, 2, 4, 6);
  difference = wasm_i32x4_shuffle(low, high, 1, 3, 5, 7);
#else
  const float* base = &table->value;
  const Batch<std::int32_t, A> twice = index + index;
  value = Batch<float, A>::gather(base, twice);
  difference = Batch<float, A>::gather(base + 1, twice);
#endif
}

/// The table's function at x >= 0; NaN gives some value of the table.
template <class A>
LONGHAND_INLINE Batch<float, A> interpolate(const TableEntry* table, Batch<float, A> x) {
  using F = Batch<float, A>;
  using I = Batch<std::int32_t, A>;
  const F scaled = xsimd::min(x * F(kTableSteps), F(float(kTableEnd)));
  const I index = xsimd::max(xsimd::min(truncate<A>(scaled), I(kTableEnd - 1)), I(0));
  F value, difference;
  look_up<A>(table, index, value, difference);
  const F between = value + difference * (scaled - to_float<A>(index));
  return xsimd::select(scaled >= F(float(kTableEnd)), F(1), between);
}

template <class A>
LONGHAND_INLINE Batch<float, A> table_tanh(const Tables& t, Batch<float, A> x) {
  const Batch<float, A> positive = interpolate<A>(t.tanh, xsimd::abs(x));
  return xsimd::select(x < Batch<float, A>(0), -positive, positive);
}

template <class A>
LONGHAND_INLINE Batch<float, A> table_logistic(const Tables& t, Batch<float, A> x) {
  using F = Batch<float, A>;
  const F positive = interpolate<A>(t.logistic, xsimd::abs(x));
  return xsimd::select(x < F(0), F(1) - positive, positive);
}

/// tanh as x P(x^2) / Q(x^2), both of degree 4, fitted by us to a relative error of 2.2e-8 on
/// [-9.02, 9.02] and clipped there, where tanh rounds to 1: at most 4 ULP off (tests/core/simd).
template <class A>
LONGHAND_INLINE Batch<float, A> smooth_tanh(Batch<float, A> x) {
  using F = Batch<float, A>;
  const F clipped = xsimd::max(xsimd::min(x, F(9.02f)), F(-9.02f));
  const F s = clipped * clipped;
  F p(1.331780988e-08f);
  p = multiply_add<A>(p, s, F(2.058257232e-05f));
  p = multiply_add<A>(p, s, F(3.493980256e-03f));
  p = multiply_add<A>(p, s, F(1.337967286e-01f));
  p = multiply_add<A>(p, s, F(9.999999792e-01f));
  F q(7.761502178e-07f);
  q = multiply_add<A>(q, s, F(3.283003181e-04f));
  q = multiply_add<A>(q, s, F(2.587086840e-02f));
  q = multiply_add<A>(q, s, F(4.671298817e-01f));
  q = multiply_add<A>(q, s, F(1));
  return clipped * p / q;
}

/// 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2; absolute error below 1.2e-7.
template <class A>
LONGHAND_INLINE Batch<float, A> smooth_sigmoid(Batch<float, A> x) {
  using F = Batch<float, A>;
  return F(0.5f) + F(0.5f) * smooth_tanh<A>(x * F(0.5f));
}

}  // namespace longhand::simd
