#pragma once

// What the layers of PyTorch's networks do besides products: functions of single numbers, sums and
// maxima of rows, normalised rows, the gates of a GRU.

#include <cmath>
#include <cstring>

#include "simd/activations.h"
#include "simd/squash.h"

namespace longhand::simd {

/// The first `count` lanes (1..lanes), the others zero.
template <class A>
LONGHAND_INLINE Batch<float, A> load_lanes(const float* values, std::size_t count) {
  constexpr std::size_t lanes = Batch<float, A>::size;
  if (count >= lanes) return Batch<float, A>::load_unaligned(values);
  float some[lanes] = {};
  std::memcpy(some, values, sizeof(float) * count);
  return Batch<float, A>::load_unaligned(some);
}

/// Calls use(i, count) for each vector of numbers, of which the last may have fewer.
template <class A, class Use>
LONGHAND_INLINE void for_each_vector(std::size_t count, Use use) {
  constexpr std::size_t lanes = Batch<float, A>::size;
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) use(i, lanes);
  if (i < count) use(i, count - i);
}

/// 1 - erf(x) for x >= 0: Abramowitz and Stegun, 7.1.26, at most 1.5e-7 off.
template <class A>
LONGHAND_INLINE Batch<float, A> erfc(Batch<float, A> x) {
  using F = Batch<float, A>;
  const F t = F(1) / (F(1) + F(0.3275911f) * x);
  F sum(1.061405429f);
  for (const float next : {-1.453152027f, 1.421413741f, -0.284496736f, 0.254829592f})
    sum = sum * t + F(next);
  return sum * t * exact_exp<A>(xsimd::max(-x * x, F(-86)));
}

/// Hendrycks and Gimpel, arXiv 1606.08415: x times the normal distribution up to x.
template <class A>
LONGHAND_INLINE Batch<float, A> gelu(Batch<float, A> x) {
  using F = Batch<float, A>;
  const F size = xsimd::abs(x);
  return xsimd::max(x, F(0)) - F(0.5f) * size * erfc<A>(size * F(0.707106781f));
}

/// Where a factor that should vanish may be 2^-24, what it multiplies must not be large.
template <class A>
LONGHAND_INLINE Batch<float, A> not_far_below(Batch<float, A> x) {
  return xsimd::max(x, Batch<float, A>(-20));
}

/// Its approximation there.
template <class A>
LONGHAND_INLINE Batch<float, A> gelu_tanh(Batch<float, A> x) {
  using F = Batch<float, A>;
  const F inner = F(0.7978845608f) * (x + F(0.044715f) * x * x * x);
  return F(0.5f) * not_far_below<A>(x) * (F(1) + smooth_tanh<true, A>(inner));
}

template <Activation kind, class A>
LONGHAND_INLINE Batch<float, A> activate_one(Batch<float, A> x, float low, float high) {
  using F = Batch<float, A>;
  const F zero(0), one(1), six(6);
  switch (kind) {
    case Activation::clamp: return xsimd::min(xsimd::max(x, F(low)), F(high));
    case Activation::leaky: return xsimd::max(x, zero) + F(low) * xsimd::min(x, zero);
    case Activation::tanh: return smooth_tanh<true, A>(x);
    case Activation::sigmoid: return smooth_sigmoid<true, A>(x);
    case Activation::silu: return not_far_below<A>(x) * smooth_sigmoid<true, A>(x);
    case Activation::gelu: return gelu<A>(x);
    case Activation::gelu_tanh: return gelu_tanh<A>(x);
    case Activation::hard_sigmoid: return xsimd::min(xsimd::max(x + F(3), zero), six) / six;
    case Activation::hard_swish: return x * xsimd::min(xsimd::max(x + F(3), zero), six) / six;
  }
  return x;
}

template <Activation kind, class A>
__attribute__((noinline)) void activate_all(float low, float high, std::size_t count,
                                            const float* in, float* out) {
  for_each_vector<A>(count, [=](std::size_t i, std::size_t lanes) {
    const auto x = load_lanes<A>(in + i, lanes);
    store_lanes<float, A>(out + i, activate_one<kind, A>(x, low, high), int(lanes));
  });
}

template <class A>
void activate(Activation kind, float low, float high, std::size_t count, const float* in,
              float* out) {
  const auto use = [=]<Activation k>() { activate_all<k, A>(low, high, count, in, out); };
  switch (kind) {
    case Activation::clamp: return use.template operator()<Activation::clamp>();
    case Activation::leaky: return use.template operator()<Activation::leaky>();
    case Activation::tanh: return use.template operator()<Activation::tanh>();
    case Activation::sigmoid: return use.template operator()<Activation::sigmoid>();
    case Activation::silu: return use.template operator()<Activation::silu>();
    case Activation::gelu: return use.template operator()<Activation::gelu>();
    case Activation::gelu_tanh: return use.template operator()<Activation::gelu_tanh>();
    case Activation::hard_sigmoid: return use.template operator()<Activation::hard_sigmoid>();
    case Activation::hard_swish: return use.template operator()<Activation::hard_swish>();
  }
}

/// Of whole vectors side by side, from number `i` on.
template <int Vectors, class A>
LONGHAND_INLINE void sum_terms(std::span<const Term> terms, const float* start, std::size_t i,
                               float* out) {
  using F = Batch<float, A>;
  F sums[Vectors];
  for (int v = 0; v < Vectors; ++v) sums[v] = F::load_unaligned(start + i + v * F::size);
  for (const Term& term : terms)
    for (int v = 0; v < Vectors; ++v)
      sums[v] = multiply_add<A>(F::load_unaligned(term.values + i + v * F::size),
                                F::load_unaligned(term.factors + i + v * F::size), sums[v]);
  for (int v = 0; v < Vectors; ++v) sums[v].store_unaligned(out + i + v * F::size);
}

template <class A>
__attribute__((noinline)) void weighted_sum(std::span<const Term> terms, const float* start,
                                            std::size_t count, float* out) {
  constexpr std::size_t lanes = Batch<float, A>::size, together = 4;
  std::size_t i = 0;
  for (; i + together * lanes <= count; i += together * lanes)
    sum_terms<together, A>(terms, start, i, out);
  for (; i + lanes <= count; i += lanes) sum_terms<1, A>(terms, start, i, out);
  if (i == count) return;
  auto sum = load_lanes<A>(start + i, count - i);
  for (const Term& term : terms)
    sum = multiply_add<A>(load_lanes<A>(term.values + i, count - i),
                          load_lanes<A>(term.factors + i, count - i), sum);
  store_lanes<float, A>(out + i, sum, int(count - i));
}

template <class A>
__attribute__((noinline)) void add_scaled(const float* values, float factor, std::size_t count,
                                          float* sums) {
  for_each_vector<A>(count, [=](std::size_t i, std::size_t lanes) {
    const auto sum = multiply_add<A>(load_lanes<A>(values + i, lanes), Batch<float, A>(factor),
                                     load_lanes<A>(sums + i, lanes));
    store_lanes<float, A>(sums + i, sum, int(lanes));
  });
}

template <class A>
__attribute__((noinline)) float dot(const float* a, const float* b, std::size_t count) {
  using F = Batch<float, A>;
  F sum(0);
  for_each_vector<A>(count, [&](std::size_t i, std::size_t lanes) {
    sum = multiply_add<A>(load_lanes<A>(a + i, lanes), load_lanes<A>(b + i, lanes), sum);
  });
  return xsimd::reduce_add(sum);
}

/// The sum of the squares of the distances from `mean`.
template <class A>
__attribute__((noinline)) float spread(const float* values, float mean, std::size_t count) {
  using F = Batch<float, A>;
  F sum(0);
  const std::size_t whole = count / F::size * F::size;
  for (std::size_t i = 0; i < whole; i += F::size) {
    const F off = F::load_unaligned(values + i) - F(mean);
    sum = multiply_add<A>(off, off, sum);
  }
  float total = xsimd::reduce_add(sum);
  for (std::size_t i = whole; i < count; ++i) total += (values[i] - mean) * (values[i] - mean);
  return total;
}

template <class A>
__attribute__((noinline)) float total(const float* values, std::size_t count) {
  using F = Batch<float, A>;
  F sum(0);
  for_each_vector<A>(count, [&](std::size_t i, std::size_t lanes) {
    sum = sum + load_lanes<A>(values + i, lanes);
  });
  return xsimd::reduce_add(sum);
}

template <class A>
void normalise(Rows<const float> in, int columns, int count, const RowScale& scale,
               Rows<float> out) {
  using F = Batch<float, A>;
  for (int row = 0; row < count; ++row) {
    const float* from = in.data + row * in.stride;
    float* to = out.data + row * out.stride;
    const float mean = total<A>(from, std::size_t(columns)) / float(columns);
    const float variance = spread<A>(from, mean, std::size_t(columns)) / float(columns);
    const F factor(1 / std::sqrt(variance + scale.epsilon)), middle(mean);
    for_each_vector<A>(std::size_t(columns), [&](std::size_t i, std::size_t lanes) {
      const F z = (load_lanes<A>(from + i, lanes) - middle) * factor;
      const F value = multiply_add<A>(z, load_lanes<A>(scale.factor + i, lanes),
                                      load_lanes<A>(scale.shift + i, lanes));
      store_lanes<float, A>(to + i, value, int(lanes));
    });
  }
}

template <class A>
__attribute__((noinline)) void gru_gates(const float* input, const float* recurrent, int units,
                                         const float* before, float* hidden) {
  using F = Batch<float, A>;
  const float *input_update = input + units, *input_new = input_update + units;
  const float *own_update = recurrent + units, *own_new = own_update + units;
  for_each_vector<A>(std::size_t(units), [=](std::size_t i, std::size_t lanes) {
    const auto at = [=](const float* values) { return load_lanes<A>(values + i, lanes); };
    const F reset = smooth_sigmoid<true, A>(at(input) + at(recurrent));
    const F update = smooth_sigmoid<true, A>(at(input_update) + at(own_update));
    const F fresh = smooth_tanh<true, A>(multiply_add<A>(reset, at(own_new), at(input_new)));
    const F kept = multiply_add<A>(update, at(before) - fresh, fresh);
    store_lanes<float, A>(hidden + i, kept, int(lanes));
  });
}

}  // namespace longhand::simd
