#pragma once

// The few operations that the kernels need and xsimd lacks, one name each for all instruction sets.

#include <cstdint>
#include <cstring>

#include <xsimd/xsimd.hpp>

#include "simd/constants.h"
#include "simd/kernels.h"

#define LONGHAND_INLINE inline __attribute__((always_inline))

#ifdef __wasm_relaxed_simd__
namespace xsimd {

/// WebAssembly on a machine whose relaxed dot product of bytes is exact for all bytes, which is
/// where it is one instruction: see has_byte_dots().
struct wasm_byte_dots : wasm {
  static constexpr const char* name() noexcept { return "wasm byte dots"; }
};

namespace types {
XSIMD_DECLARE_SIMD_REGISTER_ALIAS(wasm_byte_dots, wasm);
}  // namespace types

}  // namespace xsimd
#endif

namespace longhand::simd {

template <class T, class A>
using Batch = xsimd::batch<T, A>;

template <class A>
LONGHAND_INLINE Batch<float, A> constant(Constant name, int offset = 0) {
  return Batch<float, A>(constants[name + offset]);
}

/// Sums of products of neighbouring pairs, added to `sum`: the dot product that int8 weights use.
#if XSIMD_WITH_WASM
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> add_pair_products(Batch<std::int32_t, A> sum,
                                                         Batch<std::int16_t, A> a,
                                                         Batch<std::int16_t, A> b) {
  return wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(a, b));
}
#elif XSIMD_WITH_NEON64
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> add_pair_products(Batch<std::int32_t, A> sum,
                                                         Batch<std::int16_t, A> a,
                                                         Batch<std::int16_t, A> b) {
  const int32x4_t low = vmull_s16(vget_low_s16(a), vget_low_s16(b));
  const int32x4_t high = vmull_high_s16(a, b);
  return vaddq_s32(sum, vpaddq_s32(low, high));
}
#else
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> add_pair_products(Batch<std::int32_t, A> sum,
                                                         Batch<std::int16_t, A> a,
                                                         Batch<std::int16_t, A> b) {
  if constexpr (Batch<float, A>::size == 4) {
    return _mm_add_epi32(sum, _mm_madd_epi16(a, b));
  }
#ifdef __AVXVNNI__
  else if constexpr (Batch<float, A>::size == 8) {
    return _mm256_dpwssd_avx_epi32(sum, a, b);
  }
#elif defined(__AVX2__)
  else if constexpr (Batch<float, A>::size == 8) {
    return _mm256_add_epi32(sum, _mm256_madd_epi16(a, b));
  }
#endif
#ifdef __AVX512VNNI__
  else if constexpr (Batch<float, A>::size == 16) {
    return _mm512_dpwssd_epi32(sum, a, b);
  }
#elif defined(__AVX512BW__)
  else if constexpr (Batch<float, A>::size == 16) {
    return _mm512_add_epi32(sum, _mm512_madd_epi16(a, b));
  }
#endif
}
#endif

/// Sums of four neighbouring products of bytes and seven bits, added to `sum`. Where a machine has
/// no dot product of bytes, V8 makes the constants of WebAssembly's anew each time; pairwise sums
/// are faster there.
#if defined(__wasm_relaxed_simd__)
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> add_four_products(Batch<std::int32_t, A> sum,
                                                         Batch<std::int8_t, A> weights,
                                                         Batch<std::uint8_t, A> input) {
  if constexpr (std::is_same_v<A, xsimd::wasm_byte_dots>)
    return wasm_i32x4_relaxed_dot_i8x16_i7x16_add(weights, input, sum);
  const v128_t pairs = wasm_i16x8_relaxed_dot_i8x16_i7x16(weights, input);
  return wasm_i32x4_add(sum, wasm_i32x4_extadd_pairwise_i16x8(pairs));
}
#elif XSIMD_WITH_I8MM_NEON64
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> add_four_products(Batch<std::int32_t, A> sum,
                                                         Batch<std::int8_t, A> weights,
                                                         Batch<std::uint8_t, A> input) {
  return vusdotq_s32(sum, input, weights);
}
#elif XSIMD_WITH_NEON64
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> add_four_products(Batch<std::int32_t, A> sum,
                                                         Batch<std::int8_t, A> weights,
                                                         Batch<std::uint8_t, A> input) {
  const int8x16_t seven_bits = vreinterpretq_s8_u8(input);
  const int16x8_t low = vmull_s8(vget_low_s8(weights), vget_low_s8(seven_bits));
  const int16x8_t high = vmull_high_s8(weights, seven_bits);
  return vpadalq_s16(sum, vpaddq_s16(low, high));
}
#elif !XSIMD_WITH_WASM
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> add_four_products(Batch<std::int32_t, A> sum,
                                                         Batch<std::int8_t, A> weights,
                                                         Batch<std::uint8_t, A> input) {
  const Batch<std::int16_t, A> ones(1);
  if constexpr (Batch<float, A>::size == 4) {
    return add_pair_products<A>(sum, _mm_maddubs_epi16(input, weights), ones);
  }
#ifdef __AVXVNNI__
  else if constexpr (Batch<float, A>::size == 8) {
    return _mm256_dpbusd_avx_epi32(sum, input, weights);
  }
#elif defined(__AVX2__)
  else if constexpr (Batch<float, A>::size == 8) {
    return add_pair_products<A>(sum, _mm256_maddubs_epi16(input, weights), ones);
  }
#endif
#ifdef __AVX512VNNI__
  else if constexpr (Batch<float, A>::size == 16) {
    return _mm512_dpbusd_epi32(sum, input, weights);
  }
#elif defined(__AVX512BW__)
  else if constexpr (Batch<float, A>::size == 16) {
    return add_pair_products<A>(sum, _mm512_maddubs_epi16(input, weights), ones);
  }
#endif
}
#endif

/// Whether add_four_products is one instruction, exact for all bytes.
#if defined(__AVX512VNNI__)
template <class A>
inline constexpr bool has_byte_products = Batch<float, A>::size == 16;
#elif defined(__AVXVNNI__) || XSIMD_WITH_I8MM_NEON64
template <class A>
inline constexpr bool has_byte_products = true;
#elif defined(__wasm_relaxed_simd__)
template <class A>
inline constexpr bool has_byte_products = std::is_same_v<A, xsimd::wasm_byte_dots>;
#else
template <class A>
inline constexpr bool has_byte_products = false;
#endif

/// a * b + sum; fused where the instruction set can.
template <class A>
LONGHAND_INLINE Batch<float, A> multiply_add(Batch<float, A> a, Batch<float, A> b,
                                             Batch<float, A> sum) {
#ifdef __wasm_relaxed_simd__
  return wasm_f32x4_relaxed_madd(a, b, sum);
#else
#ifdef __AVXVNNI__  // xsimd's type for it has none, the processors do
  if constexpr (Batch<float, A>::size == 8) return _mm256_fmadd_ps(a, b, sum);
#endif
  return xsimd::fma(a, b, sum);
#endif
}

/// A vector of int8 weights, widened.
template <class A>
LONGHAND_INLINE Batch<std::int16_t, A> load_weights(Int8, const Int8::Weight* weights) {
#ifdef __x86_64__
  constexpr int lanes = Batch<float, A>::size;
  if constexpr (lanes == 4)
    return _mm_cvtepi8_epi16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(weights)));
#ifdef __AVX2__
  if constexpr (lanes == 8)
    return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(weights)));
#endif
#ifdef __AVX512BW__
  if constexpr (lanes == 16)
    return _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights)));
#endif
#else
  return Batch<std::int16_t, A>::load_unaligned(weights);
#endif
}

/// A vector of weights that are multiplied as they are stored.
template <class A, class Format>
LONGHAND_INLINE auto load_weights(Format, const typename Format::Weight* weights) {
  return Batch<typename Format::Weight, A>::load_unaligned(weights);
}

/// Multiplies one step of weights with one step of inputs.
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> madd(Int8, Batch<std::int32_t, A> sum,
                                            Batch<std::int16_t, A> weights,
                                            Batch<std::int16_t, A> input) {
  return add_pair_products<A>(sum, weights, input);
}

#if !XSIMD_WITH_WASM || defined(__wasm_relaxed_simd__)
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> madd(Septets, Batch<std::int32_t, A> sum,
                                            Batch<std::int8_t, A> weights,
                                            Batch<std::uint8_t, A> input) {
  return add_four_products<A>(sum, weights, input);
}

template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> madd(Bytes, Batch<std::int32_t, A> sum,
                                            Batch<std::int8_t, A> weights,
                                            Batch<std::uint8_t, A> input) {
  static_assert(has_byte_products<A>);
  return add_four_products<A>(sum, weights, input);
}
#endif

template <class A>
LONGHAND_INLINE Batch<float, A> madd(Float32, Batch<float, A> sum, Batch<float, A> weights,
                                     Batch<float, A> input) {
  return multiply_add<A>(weights, input, sum);
}

/// One step of inputs in all lanes.
template <class A>
LONGHAND_INLINE Batch<std::int16_t, A> splat(Int8, const std::int16_t* input) {
  std::int32_t pair;
  std::memcpy(&pair, input, sizeof pair);
  return xsimd::bitwise_cast<std::int16_t>(Batch<std::int32_t, A>(pair));
}

template <class A>
LONGHAND_INLINE Batch<std::uint8_t, A> splat_bytes(const std::uint8_t* input) {
  std::int32_t four;
  std::memcpy(&four, input, sizeof four);
  return xsimd::bitwise_cast<std::uint8_t>(Batch<std::int32_t, A>(four));
}

template <class A>
LONGHAND_INLINE Batch<std::uint8_t, A> splat(Bytes, const std::uint8_t* input) {
  return splat_bytes<A>(input);
}

template <class A>
LONGHAND_INLINE Batch<std::uint8_t, A> splat(Septets, const std::uint8_t* input) {
  return splat_bytes<A>(input);
}

template <class A>
LONGHAND_INLINE Batch<float, A> splat(Float32, const float* input) {
  return Batch<float, A>(*input);
}

template <class A>
LONGHAND_INLINE Batch<float, A> to_float(Batch<std::int32_t, A> values) {
  return xsimd::to_float(values);
}
template <class A>
LONGHAND_INLINE Batch<float, A> to_float(Batch<float, A> values) {
  return values;
}

/// Truncates what lies within +-2^22; NaN and the rest give some int.
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> truncate(Batch<float, A> values) {
#ifdef __wasm_relaxed_simd__
  return wasm_i32x4_relaxed_trunc_f32x4(values);
#elif XSIMD_WITH_WASM  // saturating conversion costs many instructions; 1.5 2^23 + n ends in n
  const v128_t shift = constant<A>(kIntShift);
  return wasm_i32x4_sub(wasm_f32x4_add(wasm_f32x4_trunc(values), shift), shift);
#else
  return xsimd::to_int(values);
#endif
}

/// The smaller of both; NaN in `values` gives `limit`.
template <class A>
LONGHAND_INLINE Batch<float, A> smaller(Batch<float, A> values, Batch<float, A> limit) {
#if XSIMD_WITH_WASM
  return wasm_f32x4_pmin(limit, values);
#elif XSIMD_WITH_NEON64
  return vminnmq_f32(values, limit);
#else
  return xsimd::min(values, limit);
#endif
}

/// less where a < b, else other.
template <class A>
LONGHAND_INLINE Batch<float, A> select_less(Batch<float, A> a, Batch<float, A> b,
                                            Batch<float, A> less, Batch<float, A> other) {
#ifdef __wasm_relaxed_simd__
  return wasm_i32x4_relaxed_laneselect(less, other, wasm_f32x4_lt(a, b));
#else
  return xsimd::select(a < b, less, other);
#endif
}

/// Stores the first `count` lanes (1..lanes).
template <class T, class A>
LONGHAND_INLINE void store_lanes(T* out, Batch<T, A> values, int count) {
  if (count >= int(Batch<T, A>::size)) return values.store_unaligned(out);
  T lanes[Batch<T, A>::size];
  values.store_unaligned(lanes);
  for (int i = 0; i < count; ++i) out[i] = lanes[i];
}

/// Stores int32 lanes as int16; the values must fit.
template <class A>
LONGHAND_INLINE void store_narrow(std::int16_t* out, Batch<std::int32_t, A> values) {
#if XSIMD_WITH_WASM
  wasm_v128_store64_lane(out, wasm_i16x8_narrow_i32x4(values, values), 0);
#elif defined(__AVX512BW__)
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm512_cvtepi32_epi16(values));
#else
  std::int32_t wide[Batch<float, A>::size];
  values.store_unaligned(wide);
  for (int value : wide) *out++ = std::int16_t(value);
#endif
}

/// Stores int32 lanes as bytes; the values must fit.
template <class A>
LONGHAND_INLINE void store_narrow(std::uint8_t* out, Batch<std::int32_t, A> values) {
#if XSIMD_WITH_WASM
  const v128_t narrow = wasm_i16x8_narrow_i32x4(values, values);
  wasm_v128_store32_lane(out, wasm_u8x16_narrow_i16x8(narrow, narrow), 0);
#elif defined(__AVX512BW__)
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm512_cvtepi32_epi8(values));
#else
  std::int32_t wide[Batch<float, A>::size];
  values.store_unaligned(wide);
  for (int value : wide) *out++ = std::uint8_t(value);
#endif
}

/// Four vectors, one behind the other.
template <class A, class T>
LONGHAND_INLINE void store_narrow(T* out, const Batch<std::int32_t, A> (&values)[4]) {
#if XSIMD_WITH_WASM
  const v128_t low = wasm_i16x8_narrow_i32x4(values[0], values[1]);
  const v128_t high = wasm_i16x8_narrow_i32x4(values[2], values[3]);
  if constexpr (sizeof(T) == 1) {
    wasm_v128_store(out, wasm_u8x16_narrow_i16x8(low, high));
  } else {
    wasm_v128_store(out, low);
    wasm_v128_store(out + 8, high);
  }
#else
  for (const auto& part : values) {
    store_narrow<A>(out, part);
    out += Batch<float, A>::size;
  }
#endif
}

/// One vector's first `count` lanes. Whole vectors must not pass through a copy of unknown
/// size: in wasm that is a call.
template <class A, class T>
LONGHAND_INLINE void store_narrow(T* out, Batch<std::int32_t, A> values, int count) {
  constexpr int lanes = Batch<float, A>::size;
  if (count >= lanes) return store_narrow<A>(out, values);
  T narrow[lanes];
  store_narrow<A>(narrow, values);
  for (int i = 0; i < count; ++i) out[i] = narrow[i];
}

}  // namespace longhand::simd
