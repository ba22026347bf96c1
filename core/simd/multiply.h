#pragma once

// Packed weights times rows of inputs, in tiles of vectors x rows that stay in registers. Every sum
// adds its products in the order of the inputs, floats by way of partial sums of kStepsPerPart, so
// that roundings stay small. That order is the same whatever the tile: a row's result does not
// depend on how many rows a call has.

#include <algorithm>

#include "simd/batch.h"

namespace longhand::simd {

template <class Format, class A>
using SumBatch = Batch<typename Format::Sum, A>;

/// Floats are summed in parts of so many inputs: the fewer, the smaller the rounding error; the
/// more, the fewer additions besides.
inline constexpr int kStepsPerPart = 32;

/// Running sums of `RowCount` input rows by `Vectors` vectors of weight rows: of a part of a block
/// whose vectors are `BlockVectors`, or of several whole blocks that stand one after the other.
template <class Format, class A, int Vectors, int RowCount,
          int BlockVectors = std::min(Vectors, kVectorsPerBlock)>
struct Tile {
  static constexpr int kVectors = Vectors, kRows = RowCount;

  SumBatch<Format, A> sums[RowCount][Vectors];

  LONGHAND_INLINE void load(Rows<const typename Format::Sum> init) {
    constexpr int lanes = Batch<float, A>::size;
    for (int row = 0; row < RowCount; ++row)
      for (int v = 0; v < Vectors; ++v)
        sums[row][v] = SumBatch<Format, A>::load_unaligned(init.data + row * init.stride +
                                                           v * lanes);
  }

  LONGHAND_INLINE void clear() {
    for (auto& row : sums)
      for (auto& sum : row) sum = SumBatch<Format, A>(0);
  }

  LONGHAND_INLINE void add_products(const typename Format::Weight* weights, int steps,
                                    Rows<const typename Format::Input> in) {
    const std::ptrdiff_t block_size = std::ptrdiff_t(steps) * kStepSize;
    if constexpr (Format::kExact) {
      accumulate(weights, block_size, steps, in.data, in.stride);
    } else {
      for (int step = 0; step < steps; step += kStepsPerPart) {
        Tile part;
        part.clear();
        part.accumulate(weights + std::ptrdiff_t(step) * kStepSize, block_size,
                        std::min(kStepsPerPart, steps - step), in.data + step, in.stride);
        add(part);
      }
    }
  }

  LONGHAND_INLINE void store(Rows<typename Format::Sum> out) const {
    constexpr int lanes = Batch<float, A>::size;
    for (int row = 0; row < RowCount; ++row)
      for (int v = 0; v < Vectors; ++v)
        sums[row][v].store_unaligned(out.data + row * out.stride + v * lanes);
  }

 private:
  static constexpr int kVectorSize = Batch<float, A>::size * Format::kInputsPerStep;
  static constexpr int kStepSize = BlockVectors * kVectorSize;

  /// In a part of a block the weights wait in registers for the inputs, which come row by row; else
  /// the inputs wait for the weights.
  LONGHAND_INLINE void accumulate(const typename Format::Weight* weights, std::ptrdiff_t block_size,
                                  int steps, const typename Format::Input* in,
                                  std::ptrdiff_t stride) {
    for (int step = 0; step < steps; ++step, weights += kStepSize, in += Format::kInputsPerStep) {
      if constexpr (Vectors < BlockVectors) add_row_by_row(weights, in, stride);
      else add_vector_by_vector(weights, block_size, in, stride);
    }
  }

  LONGHAND_INLINE void add_vector_by_vector(const typename Format::Weight* weights,
                                            std::ptrdiff_t block_size,
                                            const typename Format::Input* in,
                                            std::ptrdiff_t stride) {
    Batch<typename Format::Input, A> input[RowCount];
    for (int row = 0; row < RowCount; ++row) input[row] = splat<A>(Format{}, in + row * stride);
    for (int v = 0; v < Vectors; ++v) {
      const auto weight = load_weights<A>(
          Format{}, weights + v / BlockVectors * block_size + v % BlockVectors * kVectorSize);
      for (int row = 0; row < RowCount; ++row)
        sums[row][v] = madd<A>(Format{}, sums[row][v], weight, input[row]);
    }
  }

  LONGHAND_INLINE void add_row_by_row(const typename Format::Weight* weights,
                                      const typename Format::Input* in, std::ptrdiff_t stride) {
    decltype(load_weights<A>(Format{}, weights)) weight[Vectors];
    for (int v = 0; v < Vectors; ++v)
      weight[v] = load_weights<A>(Format{}, weights + v * kVectorSize);
    for (int row = 0; row < RowCount; ++row) {
      const auto input = splat<A>(Format{}, in + row * stride);
      for (int v = 0; v < Vectors; ++v)
        sums[row][v] = madd<A>(Format{}, sums[row][v], weight[v], input);
    }
  }

  LONGHAND_INLINE void add(const Tile& part) {
    for (int row = 0; row < RowCount; ++row)
      for (int v = 0; v < Vectors; ++v) sums[row][v] = sums[row][v] + part.sums[row][v];
  }
};

/// A tile's sums in memory: GCC keeps a tile in registers only where no loop looks into it.
template <class Format, class A, class Tile>
struct StoredSums {
  static constexpr int kLanes = Batch<float, A>::size;
  typename Format::Sum sums[Tile::kRows * Tile::kVectors * kLanes];

  LONGHAND_INLINE explicit StoredSums(const Tile& tile) {
    tile.store({sums, Tile::kVectors * kLanes});
  }
  LONGHAND_INLINE Batch<float, A> as_floats(int row, int vector) const {
    return to_float<A>(
        SumBatch<Format, A>::load_unaligned(sums + (row * Tile::kVectors + vector) * kLanes));
  }
};

template <class T>
LONGHAND_INLINE Rows<T> skip(Rows<T> rows, std::ptrdiff_t count, std::ptrdiff_t columns = 0) {
  return {rows.data + count * rows.stride + columns, rows.stride};
}

/// So many blocks at once keep the multipliers busy where there is one row of inputs. Memory,
/// unlike a cache, is faster read in one stream: there one block follows the other.
inline constexpr int kBlocksForOneRow = 3;

/// Input rows per tile: as many as the registers hold.
template <class Format, class A, int Vectors>
constexpr int rows_per_tile() {
  if (Vectors > kVectorsPerBlock) return 1;
  if (Batch<float, A>::size == 16) return Vectors == 4 ? 6 : Vectors == 3 ? 8 : 12;
  if (Batch<float, A>::size == 8 && Vectors == 4) return std::is_same_v<Format, Int8> ? 2 : 3;
  return Vectors == 4 ? 2 : Vectors == 3 ? 3 : Vectors == 2 ? 4 : 6;
}

/// Whether many rows are faster in tiles of two vectors by six rows: twelve sums, two weights and
/// an input are the registers that V8 has, and a product that is added in one instruction needs no
/// other. More sums than the eight of a whole block by two rows hide how long an addition takes.
#ifdef __wasm_relaxed_simd__
template <class Format, class A>
inline constexpr bool has_tall_tiles = std::is_same_v<Format, Float32> || has_byte_products<A>;
#else
template <class Format, class A>
inline constexpr bool has_tall_tiles = false;
#endif

/// Sums that start from `init` and are stored as they are.
template <class Format, class A>
struct PlainSums {
  Rows<const typename Format::Sum> init;
  Rows<typename Format::Sum> out;

  template <class Tile>
  LONGHAND_INLINE void start(Tile& tile, int row, int vector) const {
    tile.load(skip(init, row, vector * int(Batch<float, A>::size)));
  }
  template <class Tile>
  LONGHAND_INLINE void finish(const Tile& tile, int row, int vector) const {
    tile.store(skip(out, row, vector * int(Batch<float, A>::size)));
  }
};

template <class Format, class A, int Vectors, int RowCount,
          int BlockVectors = std::min(Vectors, kVectorsPerBlock), class Ends>
LONGHAND_INLINE void multiply_tile(const typename Format::Weight* weights, int steps,
                                   Rows<const typename Format::Input> in, int row, int vector,
                                   const Ends& ends) {
  Tile<Format, A, Vectors, RowCount, BlockVectors> tile;
  ends.start(tile, row, vector);
  tile.add_products(weights, steps, skip(in, row));
  ends.finish(tile, row, vector);
}

/// The last rows in one tile, `Most` or fewer. Blocks that are not whole are rare: row by row.
template <class Format, class A, int Vectors, int Most, class Ends>
LONGHAND_INLINE void multiply_rest(const typename Format::Weight* weights, int steps,
                                   Rows<const typename Format::Input> in, int row, int count,
                                   int vector, const Ends& ends) {
  constexpr int tile_rows = Vectors == kVectorsPerBlock ? Most : 1;
  for (; row + tile_rows <= count; row += tile_rows)
    multiply_tile<Format, A, Vectors, tile_rows>(weights, steps, in, row, vector, ends);
  if constexpr (tile_rows > 1)
    multiply_rest<Format, A, Vectors, tile_rows - 1>(weights, steps, in, row, count, vector, ends);
}

/// As many rows of a whole block as tall tiles can take; returns the row behind them.
template <class Format, class A, class Ends>
__attribute__((noinline)) int multiply_tall(const typename Format::Weight* weights, int steps,
                                            Rows<const typename Format::Input> in, int count,
                                            int vector, const Ends& ends) {
  constexpr int vectors = 2, rows = 6;
  int row = 0;
  for (; row + rows <= count; row += rows)
    for (int v = 0; v < kVectorsPerBlock; v += vectors)
      multiply_tile<Format, A, vectors, rows, kVectorsPerBlock>(
          weights + v * Batch<float, A>::size * Format::kInputsPerStep, steps, in, row, vector + v,
          ends);
  return row;
}

template <class Format, class A, int Vectors, class Ends>
__attribute__((noinline)) void multiply_rows(const typename Format::Weight* weights, int steps,
                                             Rows<const typename Format::Input> in, int count,
                                             int vector, const Ends& ends) {
  constexpr int tile_rows = rows_per_tile<Format, A, Vectors>();
  int row = 0;
  if constexpr (has_tall_tiles<Format, A> && Vectors == kVectorsPerBlock)
    row = multiply_tall<Format, A>(weights, steps, in, count, vector, ends);
  for (; row + tile_rows <= count; row += tile_rows)
    multiply_tile<Format, A, Vectors, tile_rows>(weights, steps, in, row, vector, ends);
  if constexpr (tile_rows > 1)
    multiply_rest<Format, A, Vectors, tile_rows - 1>(weights, steps, in, row, count, vector, ends);
}

template <class A, class Format>
LONGHAND_INLINE const typename Format::Weight* weights_at(const PackedView<Format>& packed,
                                                          int vector) {
  return packed.weights +
         std::ptrdiff_t(vector) * packed.steps * Batch<float, A>::size * Format::kInputsPerStep;
}

/// One row of inputs times as many runs of `Blocks` blocks as there are from vector `v` on; returns
/// the vector behind them.
template <class Format, class A, int Blocks, class Ends>
LONGHAND_INLINE int multiply_runs(const PackedView<Format>& packed,
                                  Rows<const typename Format::Input> in, int v, const Ends& ends) {
  constexpr int vectors = Blocks * kVectorsPerBlock;
  for (; v + vectors <= packed.vectors; v += vectors)
    multiply_rows<Format, A, vectors>(weights_at<A>(packed, v), packed.steps, in, 1, v, ends);
  return v;
}

/// `ends` gives each tile its first values and takes its sums.
template <class Format, class A, class Ends>
LONGHAND_INLINE void multiply_blocks(const PackedView<Format>& packed,
                                     Rows<const typename Format::Input> in, int count,
                                     const Ends& ends, bool cold = false) {
  const auto at = [&](int vector) { return weights_at<A>(packed, vector); };
  int v = 0;
  if (count == 1 && !cold) {
    v = multiply_runs<Format, A, kBlocksForOneRow>(packed, in, v, ends);
    v = multiply_runs<Format, A, 2>(packed, in, v, ends);
  }
  for (; v + kVectorsPerBlock <= packed.vectors; v += kVectorsPerBlock)
    multiply_rows<Format, A, kVectorsPerBlock>(at(v), packed.steps, in, count, v, ends);
  if constexpr (vectors_at_least(Batch<float, A>::size) == 1) {
    switch (packed.vectors - v) {
      case 1: multiply_rows<Format, A, 1>(at(v), packed.steps, in, count, v, ends); break;
      case 2: multiply_rows<Format, A, 2>(at(v), packed.steps, in, count, v, ends); break;
      case 3: multiply_rows<Format, A, 3>(at(v), packed.steps, in, count, v, ends); break;
    }
  }
}

template <class Format, class A>
void multiply(const PackedView<Format>& packed, Rows<const typename Format::Sum> init,
              Rows<const typename Format::Input> in, int count, Rows<typename Format::Sum> out) {
  multiply_blocks<Format, A>(packed, in, count, PlainSums<Format, A>{init, out});
}

}  // namespace longhand::simd
