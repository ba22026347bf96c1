#pragma once

// Products with a bias that give floats, and the rows of integers that int8 weights multiply.

#include "simd/multiply.h"

namespace longhand::simd {

template <class Format, class A>
struct AffineSums {
  const AffineProduct<Format>& product;

  template <class Tile>
  LONGHAND_INLINE void start(Tile& tile, int, int vector) const {
    const int column = vector * int(Batch<float, A>::size);
    if constexpr (Format::kExact) tile.load({product.start + column, 0});
    else tile.load({product.bias + column, 0});
  }

  template <int Vectors, int RowCount>
  LONGHAND_INLINE void finish(const Tile<Format, A, Vectors, RowCount>& tile, int row,
                              int vector) const {
    using F = Batch<float, A>;
    for (int r = 0; r < RowCount; ++r)
      for (int v = 0; v < Vectors; ++v) {
        const int column = (vector + v) * int(F::size);
        F value = to_float<A>(tile.sums[r][v]);
        if constexpr (Format::kExact) {
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

/// kZero + v rounded, halves upwards; |v| <= kQuantisedOne. Every format rounds the same float.
template <class Format, class A>
LONGHAND_INLINE Batch<std::int32_t, A> to_input(Batch<float, A> v) {
  constexpr int above_all = kQuantisedOne + 1;
  return truncate<A>(v + Batch<float, A>(above_all + 0.5f)) +
         Batch<std::int32_t, A>(Format::kZero - above_all);
}

template <class Format, class A>
void quantise_rows(Rows<const float> in, int columns, int count, Rows<typename Format::Input> out,
                   float* scales) {
  using F = Batch<float, A>;
  constexpr int lanes = F::size;
  for (int row = 0; row < count; ++row) {
    const float* from = in.data + row * in.stride;
    auto* to = out.data + row * out.stride;
    const float best = largest<A>(from, columns);
    const float factor = best > 1e-30f ? float(kQuantisedOne) / best : 0.0f;
    scales[row] = best / float(kQuantisedOne);
    int i = 0;
    for (; i + lanes <= columns; i += lanes)
      store_narrow<A>(to + i, to_input<Format, A>(F::load_unaligned(from + i) * F(factor)), lanes);
    if (i < columns) {
      float rest[lanes] = {};
      std::memcpy(rest, from + i, sizeof(float) * (columns - i));
      store_narrow<A>(to + i, to_input<Format, A>(F::load_unaligned(rest) * F(factor)),
                      columns - i);
    }
    for (i = columns; i % Format::kInputsPerStep != 0; ++i) to[i] = Format::kZero;
  }
}

}  // namespace longhand::simd
