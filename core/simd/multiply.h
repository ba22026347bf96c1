#pragma once

// Packed weights times rows of inputs, in tiles of vectors x rows that stay in registers. Every sum
// adds its products in the order of the inputs, whatever the tile: a row's result does not depend
// on how many rows a call has.

#include "simd/batch.h"

namespace longhand::simd {

template <class Format, class A>
using SumBatch = Batch<typename Format::Sum, A>;

/// Running sums of `RowCount` input rows by `Vectors` vectors of weight rows.
template <class Format, class A, int Vectors, int RowCount>
struct Tile {
  SumBatch<Format, A> sums[RowCount][Vectors];

  LONGHAND_INLINE void load(Rows<const typename Format::Sum> init) {
    constexpr int lanes = Batch<float, A>::size;
    for (int row = 0; row < RowCount; ++row)
      for (int v = 0; v < Vectors; ++v)
        sums[row][v] = SumBatch<Format, A>::load_unaligned(init.data + row * init.stride +
                                                           v * lanes);
  }

  LONGHAND_INLINE void accumulate(const typename Format::Weight* weights, int steps,
                                  Rows<const typename Format::Input> in) {
    constexpr int vector_size = Batch<float, A>::size * Format::kInputsPerStep;
    for (int step = 0; step < steps; ++step) {
      Batch<typename Format::Input, A> input[RowCount];
      for (int row = 0; row < RowCount; ++row)
        input[row] = splat<A>(Format{}, in.data + row * in.stride + step * Format::kInputsPerStep);
      for (int v = 0; v < Vectors; ++v)
        for (int row = 0; row < RowCount; ++row)
          sums[row][v] = madd<A>(Format{}, sums[row][v], weights + v * vector_size, input[row]);
      weights += Vectors * vector_size;
    }
  }

  LONGHAND_INLINE void store(Rows<typename Format::Sum> out) const {
    constexpr int lanes = Batch<float, A>::size;
    for (int row = 0; row < RowCount; ++row)
      for (int v = 0; v < Vectors; ++v)
        sums[row][v].store_unaligned(out.data + row * out.stride + v * lanes);
  }
};

template <class T>
LONGHAND_INLINE Rows<T> skip(Rows<T> rows, std::ptrdiff_t count, std::ptrdiff_t columns = 0) {
  return {rows.data + count * rows.stride + columns, rows.stride};
}

/// Input rows per tile: as many as the registers hold.
template <class A, int Vectors>
constexpr int rows_per_tile() {
  if (Batch<float, A>::size == 16) return Vectors == 4 ? 6 : Vectors == 3 ? 8 : 12;
  return Vectors == 4 ? 2 : Vectors == 3 ? 3 : Vectors == 2 ? 4 : 6;
}

template <class Format, class A, int Vectors>
__attribute__((noinline)) void multiply_block(const typename Format::Weight* weights, int steps,
                                              Rows<const typename Format::Sum> init,
                                              Rows<const typename Format::Input> in, int count,
                                              Rows<typename Format::Sum> out) {
  constexpr int tile_rows = rows_per_tile<A, Vectors>();
  int row = 0;
  for (; row + tile_rows <= count; row += tile_rows) {
    Tile<Format, A, Vectors, tile_rows> tile;
    tile.load(skip(init, row));
    tile.accumulate(weights, steps, skip(in, row));
    tile.store(skip(out, row));
  }
  for (; row < count; ++row) {
    Tile<Format, A, Vectors, 1> tile;
    tile.load(skip(init, row));
    tile.accumulate(weights, steps, skip(in, row));
    tile.store(skip(out, row));
  }
}

template <class Format, class A>
void multiply(const PackedView<Format>& packed, Rows<const typename Format::Sum> init,
              Rows<const typename Format::Input> in, int count, Rows<typename Format::Sum> out) {
  constexpr int lanes = Batch<float, A>::size;
  const typename Format::Weight* weights = packed.weights;
  for (int v = 0; v < packed.vectors; v += kVectorsPerBlock) {
    const int vectors = std::min(kVectorsPerBlock, packed.vectors - v);
    const auto from = skip(init, 0, v * lanes);
    const auto to = skip(out, 0, v * lanes);
    switch (vectors) {
      case 1: multiply_block<Format, A, 1>(weights, packed.steps, from, in, count, to); break;
      case 2: multiply_block<Format, A, 2>(weights, packed.steps, from, in, count, to); break;
      case 3: multiply_block<Format, A, 3>(weights, packed.steps, from, in, count, to); break;
      default: multiply_block<Format, A, 4>(weights, packed.steps, from, in, count, to);
    }
    weights += std::size_t(packed.steps) * vectors * lanes * Format::kInputsPerStep;
  }
}

}  // namespace longhand::simd
