#pragma once

// Tesseract's interpolated tanh and logistic, and the smooth ones of PyTorch networks, on vectors.

#include "simd/batch.h"
#include "simd/tables.h"

namespace longhand::simd {

#if !XSIMD_WITH_WASM && !XSIMD_WITH_NEON64
/// Two entries in one register. Plain loads: gather instructions are slower on most processors.
LONGHAND_INLINE __m128 entry_pair(const TableEntry* table, const std::int32_t* index) {
  const __m128d first = _mm_load_sd(reinterpret_cast<const double*>(table + index[0]));
  return _mm_castpd_ps(_mm_loadh_pd(first, reinterpret_cast<const double*>(table + index[1])));
}
#endif
#ifdef __AVX2__
LONGHAND_INLINE __m256 entry_quad(const TableEntry* table, const std::int32_t* index) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(entry_pair(table, index)),
                              entry_pair(table, index + 2), 1);
}
#endif
#ifdef __AVX512F__
LONGHAND_INLINE __m512 entry_octet(const TableEntry* table, const std::int32_t* index) {
  return _mm512_insertf32x8(_mm512_castps256_ps512(entry_quad(table, index)),
                            entry_quad(table, index + 4), 1);
}
#endif

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
#elif XSIMD_WITH_NEON64
  const float* base = &table->value;
  const Batch<std::int32_t, A> twice = index + index;
  value = Batch<float, A>::gather(base, twice);
  difference = Batch<float, A>::gather(base + 1, twice);
#else
  constexpr int lanes = Batch<float, A>::size;
  alignas(64) std::int32_t i[lanes];
  index.store_aligned(i);
  if constexpr (lanes == 4) {
    const __m128 low = entry_pair(table, i), high = entry_pair(table, i + 2);
    value = _mm_shuffle_ps(low, high, 0x88);
    difference = _mm_shuffle_ps(low, high, 0xdd);
  }
#ifdef __AVX2__
  if constexpr (lanes == 8) {  // shuffles stay within halves, so the quads are crossed first
    const __m256 first = entry_quad(table, i), last = entry_quad(table, i + 4);
    const __m256 low = _mm256_permute2f128_ps(first, last, 0x20);
    const __m256 high = _mm256_permute2f128_ps(first, last, 0x31);
    value = _mm256_shuffle_ps(low, high, 0x88);
    difference = _mm256_shuffle_ps(low, high, 0xdd);
  }
#endif
#ifdef __AVX512F__
  if constexpr (lanes == 16) {
    const __m512 low = entry_octet(table, i), high = entry_octet(table, i + 8);
    const __m512i even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28,
                                           30);
    value = _mm512_permutex2var_ps(low, even, high);
    difference = _mm512_permutex2var_ps(low, _mm512_add_epi32(even, _mm512_set1_epi32(1)), high);
  }
#endif
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

/// a * b + sum: fused where that is faster, or rounded twice for the same bits everywhere.
template <bool Fused, class A>
LONGHAND_INLINE Batch<float, A> product_plus(Batch<float, A> a, Batch<float, A> b,
                                             Batch<float, A> sum) {
  if constexpr (Fused) return multiply_add<A>(a, b, sum);
  else return a * b + sum;
}

/// tanh as x P(x^2) / Q(x^2), both of degree 4, fitted by us to a relative error of 2.2e-8 on
/// [-9.02, 9.02] and clipped there, where tanh rounds to 1: at most 4 ULP off (tests/core/simd).
template <bool Fused, class A>
LONGHAND_INLINE Batch<float, A> smooth_tanh(Batch<float, A> x) {
  using F = Batch<float, A>;
  const F clipped = xsimd::max(xsimd::min(x, F(9.02f)), F(-9.02f));
  const F s = clipped * clipped;
  F p(1.331780988e-08f);
  p = product_plus<Fused, A>(p, s, F(2.058257232e-05f));
  p = product_plus<Fused, A>(p, s, F(3.493980256e-03f));
  p = product_plus<Fused, A>(p, s, F(1.337967286e-01f));
  p = product_plus<Fused, A>(p, s, F(9.999999792e-01f));
  F q(7.761502178e-07f);
  q = product_plus<Fused, A>(q, s, F(3.283003181e-04f));
  q = product_plus<Fused, A>(q, s, F(2.587086840e-02f));
  q = product_plus<Fused, A>(q, s, F(4.671298817e-01f));
  q = product_plus<Fused, A>(q, s, F(1));
  return clipped * p / q;
}

/// 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2; absolute error below 1.2e-7.
template <bool Fused, class A>
LONGHAND_INLINE Batch<float, A> smooth_sigmoid(Batch<float, A> x) {
  using F = Batch<float, A>;
  return F(0.5f) + F(0.5f) * smooth_tanh<Fused, A>(x * F(0.5f));
}

}  // namespace longhand::simd
