#pragma once

// Tesseract's interpolated tanh and logistic, and the smooth ones of PyTorch networks, on vectors.

#include "simd/batch.h"
#include "simd/tables.h"

namespace longhand::simd {

#if !XSIMD_WITH_WASM && !XSIMD_WITH_NEON64
/// Two entries and their successors in one register. Plain loads: gather instructions are slower on
/// most processors.
LONGHAND_INLINE __m128 entry_pair(const float* table, const std::int32_t* index) {
  const __m128i first = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(table + index[0]));
  return _mm_loadh_pi(_mm_castsi128_ps(first), reinterpret_cast<const __m64*>(table + index[1]));
}
#endif
#ifdef __AVX2__
LONGHAND_INLINE __m256 entry_quad(const float* table, const std::int32_t* index) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(entry_pair(table, index)),
                              entry_pair(table, index + 2), 1);
}
#endif
#ifdef __AVX512F__
LONGHAND_INLINE __m512 entry_octet(const float* table, const std::int32_t* index) {
  return _mm512_insertf32x8(_mm512_castps256_ps512(entry_quad(table, index)),
                            entry_quad(table, index + 4), 1);
}
#endif

/// Where a position in [0, kTableSize] lies in a table.
template <class A>
struct Neighbours {
  Batch<float, A> whole;  ///< the position, rounded down
  Batch<float, A> value;  ///< the entry there
  Batch<float, A> next;   ///< the one behind it
};

#if XSIMD_WITH_WASM
template <class A>
LONGHAND_INLINE Neighbours<A> look_up(const float* table, Batch<float, A> position) {
  const v128_t whole = wasm_f32x4_floor(position);
  // As a float, 2^21 + n is 0x4a000000 + 4 n, and 4 n is how many bytes entry n is away.
  const v128_t address = wasm_i32x4_add(
      wasm_f32x4_add(whole, constant<A>(kTableShift)),
      wasm_i32x4_splat(std::int32_t(reinterpret_cast<std::uintptr_t>(table) - 0x4a000000u)));
  const auto entry = [](std::int32_t at) { return reinterpret_cast<const float*>(at); };
  const v128_t low = wasm_v128_load64_lane(
      entry(wasm_i32x4_extract_lane(address, 1)),
      wasm_v128_load64_zero(entry(wasm_i32x4_extract_lane(address, 0))), 1);
  const v128_t high = wasm_v128_load64_lane(
      entry(wasm_i32x4_extract_lane(address, 3)),
      wasm_v128_load64_zero(entry(wasm_i32x4_extract_lane(address, 2))), 1);
  return {whole, wasm_i32x4_shuffle(low, high, 0, 2, 4, 6),
          wasm_i32x4_shuffle(low, high, 1, 3, 5, 7)};
}
#else
template <class A>
LONGHAND_INLINE Neighbours<A> look_up(const float* table, Batch<float, A> position) {
  const Batch<std::int32_t, A> index = xsimd::to_int(position);
  Neighbours<A> found;
  found.whole = xsimd::to_float(index);
#if XSIMD_WITH_NEON64
  found.value = Batch<float, A>::gather(table, index);
  found.next = Batch<float, A>::gather(table + 1, index);
#else
  constexpr int lanes = Batch<float, A>::size;
  alignas(64) std::int32_t i[lanes];
  index.store_aligned(i);
  if constexpr (lanes == 4) {
    const __m128 low = entry_pair(table, i), high = entry_pair(table, i + 2);
    found.value = _mm_shuffle_ps(low, high, 0x88);
    found.next = _mm_shuffle_ps(low, high, 0xdd);
  }
#ifdef __AVX2__
  if constexpr (lanes == 8) {  // shuffles stay within halves, so the quads are crossed first
    const __m256 first = entry_quad(table, i), last = entry_quad(table, i + 4);
    const __m256 low = _mm256_permute2f128_ps(first, last, 0x20);
    const __m256 high = _mm256_permute2f128_ps(first, last, 0x31);
    found.value = _mm256_shuffle_ps(low, high, 0x88);
    found.next = _mm256_shuffle_ps(low, high, 0xdd);
  }
#endif
#ifdef __AVX512F__
  if constexpr (lanes == 16) {
    const __m512 low = entry_octet(table, i), high = entry_octet(table, i + 8);
    const __m512i even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28,
                                           30);
    found.value = _mm512_permutex2var_ps(low, even, high);
    found.next = _mm512_permutex2var_ps(low, _mm512_add_epi32(even, _mm512_set1_epi32(1)), high);
  }
#endif
#endif
  return found;
}
#endif

template <class A>
LONGHAND_INLINE Batch<float, A> interpolate(const float* table, Batch<float, A> position) {
  const Neighbours<A> at = look_up<A>(table, position);
  return at.value + (at.next - at.value) * (position - at.whole);
}

/// `positive` with the sign of x.
template <class A>
LONGHAND_INLINE Batch<float, A> with_sign(Batch<float, A> positive, Batch<float, A> x) {
  return positive | (x & constant<A>(kSignBit));
}

template <class A>
LONGHAND_INLINE Batch<float, A> table_tanh(const Tables& t, Batch<float, A> x) {
  using F = Batch<float, A>;
  const F position = smaller<A>(xsimd::abs(x) * constant<A>(kTableSteps), constant<A>(kTableEnd));
  return with_sign<A>(interpolate<A>(t.tanh, position), x);
}

/// p at x >= 0, else 1 - p: |s - p| with s the sign bit as 0 or 1.
template <class A>
LONGHAND_INLINE Batch<float, A> table_logistic(const Tables& t, Batch<float, A> x) {
  using F = Batch<float, A>;
  const F scaled = xsimd::abs(x) * constant<A>(kTableSteps);
  const F position = select_less<A>(scaled, constant<A>(kTableLast), scaled,
                                    constant<A>(kTableEnd));
  const auto sign = xsimd::bitwise_cast<std::int32_t>(x) >> 31;
  const F s = xsimd::bitwise_cast<float>(sign) & constant<A>(kOne);
  return xsimd::abs(s - interpolate<A>(t.logistic, position));
}

/// a * b + sum: fused where that is faster, or rounded twice for the same bits everywhere.
template <bool Fused, class A>
LONGHAND_INLINE Batch<float, A> product_plus(Batch<float, A> a, Batch<float, A> b,
                                             Batch<float, A> sum) {
  if constexpr (Fused) return multiply_add<A>(a, b, sum);
  else return a * b + sum;
}

/// tanh as x P(x^2) / Q(x^2), both of degree 4, fitted by us to a relative error of 2.2e-8 on
/// [-9.02, 9.02] and clipped there, where tanh rounds to 1: at most 7 ULP off (tests/core/simd).
template <bool Fused, class A>
LONGHAND_INLINE Batch<float, A> smooth_tanh(Batch<float, A> x) {
  using F = Batch<float, A>;
  const F clipped = xsimd::max(xsimd::min(x, constant<A>(kTanhMost)), constant<A>(kTanhLeast));
  const F s = clipped * clipped;
  F over = constant<A>(kTanhOver), under = constant<A>(kTanhUnder);
  for (int power = 1; power < 5; ++power) {
    over = product_plus<Fused, A>(over, s, constant<A>(kTanhOver, power));
    under = product_plus<Fused, A>(under, s, constant<A>(kTanhUnder, power));
  }
  return clipped * over / under;
}

/// 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2: at most 3 * 2^-23 off (tests/core/simd).
template <bool Fused, class A>
LONGHAND_INLINE Batch<float, A> smooth_sigmoid(Batch<float, A> x) {
  using F = Batch<float, A>;
  const F half = constant<A>(kHalf);
  return half + half * smooth_tanh<Fused, A>(x * half);
}

}  // namespace longhand::simd
