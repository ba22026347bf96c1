#pragma once

// What follows a matrix product: scale, squash, store; softmax; maxima.

#include "simd/lstm_step.h"

namespace longhand::simd {

template <Squash kind, class A>
LONGHAND_INLINE Batch<float, A> squash_one(const Tables& t, Batch<float, A> x) {
  using F = Batch<float, A>;
  switch (kind) {
    case Squash::tanh: return table_tanh<A>(t, x);
    case Squash::logistic: return table_logistic<A>(t, x);
    case Squash::relu: return xsimd::max(x, F(0));
    case Squash::clip_0_1: return xsimd::max(xsimd::min(x, F(1)), F(0));
    case Squash::clip_1_1: return xsimd::max(xsimd::min(x, F(1)), F(-1));
    case Squash::linear: return x;
  }
  return x;
}

template <Squash kind, class A, class Sum, class Out>
__attribute__((noinline)) void squash_rows(Rows<const Sum> sums, const float* scale, int columns,
                                           int count, Rows<Out> out) {
  using F = Batch<float, A>;
  constexpr int lanes = F::size;
  const Tables& t = tables();
  for (int row = 0; row < count; ++row)
    for (int column = 0; column < columns; column += lanes) {
      F x = to_float<A>(Batch<Sum, A>::load_unaligned(sums.data + row * sums.stride + column));
      if (scale) x = x * F::load_unaligned(scale + column);
      F y = squash_one<kind, A>(t, x);
      if constexpr (!std::is_same_v<Out, float>) y = xsimd::max(xsimd::min(y, F(1)), F(-1));
      store_activation<A>(out.data + row * out.stride + column, y, columns - column);
    }
}

template <class A, class Sum, class Out>
void squash(Squash kind, Rows<const Sum> sums, const float* scale, int columns, int count,
            Rows<Out> out) {
  switch (kind) {
    case Squash::linear: return squash_rows<Squash::linear, A>(sums, scale, columns, count, out);
    case Squash::tanh: return squash_rows<Squash::tanh, A>(sums, scale, columns, count, out);
    case Squash::logistic:
      return squash_rows<Squash::logistic, A>(sums, scale, columns, count, out);
    case Squash::relu: return squash_rows<Squash::relu, A>(sums, scale, columns, count, out);
    case Squash::clip_0_1:
      return squash_rows<Squash::clip_0_1, A>(sums, scale, columns, count, out);
    case Squash::clip_1_1:
      return squash_rows<Squash::clip_1_1, A>(sums, scale, columns, count, out);
  }
}

template <class A, class T>
void maximum(const T* values, std::size_t count, T* best) {
  constexpr std::size_t lanes = Batch<T, A>::size;
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes)
    xsimd::max(Batch<T, A>::load_unaligned(values + i), Batch<T, A>::load_unaligned(best + i))
        .store_unaligned(best + i);
  for (; i < count; ++i) best[i] = best[i] < values[i] ? values[i] : best[i];
}

/// exp(x) for x in [-86, 0]: 2^n e^r with r = x - n ln 2 in two parts, e^r by a polynomial of
/// degree 6, every product and sum rounded by itself: the same bits everywhere, at most 2 ULP off.
template <class A>
LONGHAND_INLINE Batch<float, A> exact_exp(Batch<float, A> x) {
  using F = Batch<float, A>;
  using I = Batch<std::int32_t, A>;
  const I n = truncate<A>(x * F(1.44269504f) - F(0.5f));
  const F k = to_float<A>(n);
  const F r = (x - k * F(0.693359375f)) + k * F(2.12194440e-4f);
  F p(1.0f / 720);
  p = p * r + F(1.0f / 120);
  p = p * r + F(1.0f / 24);
  p = p * r + F(1.0f / 6);
  p = p * r + F(0.5f);
  p = (p * r) * r + r + F(1);
  return p * xsimd::bitwise_cast<float>((n + I(127)) << 23);
}

/// Adds up in 16 interleaved parts and then in halves, as every lane count can.
LONGHAND_INLINE float sum_of_parts(float (&parts)[16]) {
  for (int half = 8; half > 0; half /= 2)
    for (int i = 0; i < half; ++i) parts[i] += parts[i + half];
  return parts[0];
}

template <class A>
__attribute__((noinline)) void softmax_row(float* row, int columns) {
  using F = Batch<float, A>;
  constexpr int lanes = F::size;
  float best = row[0];
  for (int i = 1; i < columns; ++i) best = best < row[i] ? row[i] : best;
  float parts[16] = {};
  int i = 0;
  for (; i + lanes <= columns; i += lanes) {
    const F x = xsimd::max(xsimd::min(F::load_unaligned(row + i) - F(best), F(0)), F(-86));
    exact_exp<A>(x).store_unaligned(row + i);
  }
  if (i < columns) {
    float rest[lanes] = {};
    std::memcpy(rest, row + i, sizeof(float) * (columns - i));
    const F x = xsimd::max(xsimd::min(F::load_unaligned(rest) - F(best), F(0)), F(-86));
    store_lanes<float, A>(row + i, exact_exp<A>(x), columns - i);
  }
  for (i = 0; i < columns; ++i) parts[i % 16] += row[i];
  const float total = sum_of_parts(parts);
  for (i = 0; i < columns; ++i) row[i] /= total;
}

template <class A>
void softmax(Rows<float> values, int columns, int count) {
  for (int row = 0; row < count; ++row) softmax_row<A>(values.data + row * values.stride, columns);
}

}  // namespace longhand::simd
