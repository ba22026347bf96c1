#pragma once

// Products with a bias that give floats, and the rows of integers that int8 weights multiply.

#include "simd/multiply.h"

namespace longhand::simd {

template <class Format, class A>
struct AffineSums {
  const AffineProduct<Format>& product;

  template <class Tile>
  LONGHAND_INLINE void start(Tile& tile, int, int vector) const {
    const int column = vector * kLanes;
    if constexpr (Format::kExact) tile.load({product.start + column, 0});
    else tile.load({product.bias + column, 0});
  }

  template <class Tile>
  LONGHAND_INLINE void finish(const Tile& tile, int row, int vector) const {
    const int column = vector * kLanes;
    const int columns = product.columns - column;
    const Rows<float> out = skip(product.out, row, column);
    const StoredSums<Format, A, Tile> sums(tile);
    for (int r = 0; r < Tile::kRows; ++r) {
      F values[Tile::kVectors];
      for (int v = 0; v < Tile::kVectors; ++v) {
        values[v] = sums.as_floats(r, v);
        if constexpr (Format::kExact) {
          const int at = column + v * kLanes;
          const F scale = F::load_unaligned(product.scale + at) * F(product.in_scale[row + r]);
          values[v] = values[v] * scale + F::load_unaligned(product.bias + at);
        }
      }
      store<Tile::kVectors>(out.data + r * out.stride, values, columns);
    }
  }

 private:
  using F = Batch<float, A>;
  static constexpr int kLanes = F::size;

  /// As many of the values as there are columns.
  template <int Vectors>
  LONGHAND_INLINE static void store(float* out, const F* values, int columns) {
    if (columns >= Vectors * kLanes) {
      for (int v = 0; v < Vectors; ++v) values[v].store_unaligned(out + v * kLanes);
    } else {
      for (int at = 0; at < columns; at += kLanes)
        store_lanes<float, A>(out + at, values[at / kLanes], columns - at);
    }
  }
};

template <class Format, class A>
void affine(const AffineProduct<Format>& product) {
  multiply_blocks<Format, A>(product.weights, product.in, product.count,
                             AffineSums<Format, A>{product}, product.cold);
}

template <class A>
LONGHAND_INLINE float largest(Rows<const float> in, int columns, int count) {
  using F = Batch<float, A>;
  constexpr int lanes = F::size;
  F best(0);
  float result = 0;
  for (; count > 0; --count, in.data += in.stride) {
    int i = 0;
    for (; i + lanes <= columns; i += lanes)
      best = xsimd::max(best, xsimd::abs(F::load_unaligned(in.data + i)));
    for (; i < columns; ++i) result = std::max(result, std::abs(in.data[i]));
  }
  float parts[lanes];
  best.store_unaligned(parts);
  for (float part : parts) result = result < part ? part : result;
  return result;
}

/// zero + v rounded, halves upwards; |v| <= kUnsignedOne. Every format rounds the same float.
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> to_input(Batch<float, A> v, int zero) {
  constexpr int above_all = kUnsignedOne + 1;
  return truncate<A>(v + Batch<float, A>(above_all + 0.5f)) +
         Batch<std::int32_t, A>(zero - above_all);
}

template <class Format, class A>
LONGHAND_INLINE void quantise_row(const float* from, int columns, Batch<float, A> factor, int zero,
                                  typename Format::Input* to) {
  using F = Batch<float, A>;
  constexpr int lanes = F::size;
  int i = 0;
  for (; i + 4 * lanes <= columns; i += 4 * lanes) {
    Batch<std::int32_t, A> values[4];
    for (int v = 0; v < 4; ++v)
      values[v] = to_input<A>(F::load_unaligned(from + i + v * lanes) * factor, zero);
    store_narrow<A>(to + i, values);
  }
  for (; i + lanes <= columns; i += lanes)
    store_narrow<A>(to + i, to_input<A>(F::load_unaligned(from + i) * factor, zero), lanes);
  if (i < columns) {
    float rest[lanes] = {};
    std::memcpy(rest, from + i, sizeof(float) * (columns - i));
    store_narrow<A>(to + i, to_input<A>(F::load_unaligned(rest) * factor, zero), columns - i);
  }
  for (i = columns; i % Format::kInputsPerStep != 0; ++i) to[i] = typename Format::Input(zero);
}

template <class Format, class A>
void quantise_rows(Rows<const float> in, int columns, int count, int together, Sign sign,
                   Rows<typename Format::Input> out, float* scales) {
  const int zero = sign == Sign::any ? Format::kZero : 0;
  const float one = sign == Sign::any ? kQuantisedOne : kUnsignedOne;
  for (int row = 0; row < count; row += together, ++scales) {
    const int end = std::min(row + together, count);
    const float best = largest<A>(skip(in, row), columns, end - row);
    const Batch<float, A> factor(best > 1e-30f ? one / best : 0.0f);
    *scales = best / one;
    for (int i = row; i < end; ++i)
      quantise_row<Format, A>(in.data + i * in.stride, columns, factor, zero,
                              out.data + i * out.stride);
  }
}

}  // namespace longhand::simd
