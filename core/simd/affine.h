#pragma once

// Products with a bias that give floats, and the rows of integers that int8 weights multiply.

#include "simd/multiply.h"

namespace longhand::simd {

template <class Format, class A>
struct AffineSums {
  const AffineProduct<Format>& product;

  template <class Tile>
  LONGHAND_INLINE void start(Tile& tile, int, int vector) const {
    if constexpr (Format::kInputsPerStep == 1)
      tile.load({product.bias + vector * int(Batch<float, A>::size), 0});
    else tile.clear();
  }

  template <int Vectors, int RowCount>
  LONGHAND_INLINE void finish(const Tile<Format, A, Vectors, RowCount>& tile, int row,
                              int vector) const {
    using F = Batch<float, A>;
    for (int r = 0; r < RowCount; ++r)
      for (int v = 0; v < Vectors; ++v) {
        const int column = (vector + v) * int(F::size);
        F value = to_float<A>(tile.sums[r][v]);
        if constexpr (Format::kInputsPerStep == 2) {
          value = value *
                  (F::load_unaligned(product.scale + column) * F(product.in_scale[row + r]));
          value = value + F::load_unaligned(product.bias + column);
        }
        if (column < product.columns)
          store_lanes<float, A>(product.out.data + (row + r) * product.out.stride + column, value,
                                product.columns - column);
      }
  }
};

template <class Format, class A>
void affine(const AffineProduct<Format>& product) {
  multiply_blocks<Format, A>(product.weights, product.in, product.count,
                             AffineSums<Format, A>{product}, product.cold);
}

template <class A>
LONGHAND_INLINE float largest(const float* row, int columns) {
  using F = Batch<float, A>;
  constexpr int lanes = F::size;
  F best(0);
  int i = 0;
  for (; i + lanes <= columns; i += lanes)
    best = xsimd::max(best, xsimd::abs(F::load_unaligned(row + i)));
  float parts[lanes];
  best.store_unaligned(parts);
  float result = 0;
  for (float part : parts) result = result < part ? part : result;
  for (; i < columns; ++i) result = std::max(result, row[i] < 0 ? -row[i] : row[i]);
  return result;
}

/// round(v), halves away from zero.
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> round_to_int(Batch<float, A> v) {
  return truncate<A>(v + xsimd::copysign(Batch<float, A>(0.5f), v));
}

template <class A>
void quantise_rows(Rows<const float> in, int columns, int count, Rows<std::int16_t> out,
                   float* scales) {
  using F = Batch<float, A>;
  constexpr int lanes = F::size;
  for (int row = 0; row < count; ++row) {
    const float* from = in.data + row * in.stride;
    std::int16_t* to = out.data + row * out.stride;
    const float best = largest<A>(from, columns);
    const float factor = best > 1e-30f ? float(kQuantisedOne) / best : 0.0f;
    scales[row] = best / float(kQuantisedOne);
    int i = 0;
    for (; i + lanes <= columns; i += lanes)
      store_narrow<A>(to + i, round_to_int<A>(F::load_unaligned(from + i) * F(factor)), lanes);
    if (i < columns) {
      float rest[lanes] = {};
      std::memcpy(rest, from + i, sizeof(float) * (columns - i));
      store_narrow<A>(to + i, round_to_int<A>(F::load_unaligned(rest) * F(factor)), columns - i);
    }
    if (columns % 2 != 0) to[columns] = 0;
  }
}

}  // namespace longhand::simd
