#pragma once

// One step of Tesseract's LSTM for many sequences at once: the recurrent product, then the gates
// and the new cell and hidden values without leaving the registers.

#include "simd/activations.h"
#include "simd/multiply.h"

namespace longhand::simd {

/// round(127 v), halves away from zero, as an activation of an int8 network.
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> quantise(Batch<float, A> v) {
  using F = Batch<float, A>;
  const F scaled = xsimd::max(xsimd::min(v * F(127), F(127)), F(-127));
  return truncate<A>(scaled + xsimd::copysign(F(0.5f), scaled));
}

template <class A>
LONGHAND_INLINE void store_activation(std::int16_t* out, Batch<float, A> v, int count) {
  store_narrow<A>(out, quantise<A>(v), count);
}
template <class A>
LONGHAND_INLINE void store_activation(float* out, Batch<float, A> v, int count) {
  store_lanes<float, A>(out, v, count);
}

/// Tesseract: tables for every function, the cell clipped, products rounded one by one.
template <class Format, class A>
struct TesseractGates {
  using F = Batch<float, A>;
  using Sum = typename Format::Sum;
  static constexpr int kLanes = F::size;

  const LstmStep<Format>& step;
  const Tables& t = tables();

  template <class Tile>
  LONGHAND_INLINE void start(Tile& tile, int row, int vector) const {
    tile.load(skip(step.sums, row, vector * kLanes));
  }

  /// The sums leave the registers: the compiler keeps a tile in them only if none is addressed.
  template <int Vectors, int RowCount>
  LONGHAND_INLINE void finish(const Tile<Format, A, Vectors, RowCount>& tile, int row,
                              int vector) const {
    alignas(64) Sum sums[RowCount * Vectors * kLanes];
    tile.store({sums, Vectors * kLanes});
    update(sums, row, RowCount, vector, Vectors);
  }

  __attribute__((noinline)) void update(const Sum* sums, int row, int rows, int vector,
                                        int vectors) const {
    for (int end = row + rows; row < end; ++row)
      for (int v = vector; v < vector + vectors; v += kVectorsPerBlock) {
        update_block(sums, row, v);
        sums += kVectorsPerBlock * kLanes;
      }
  }

  LONGHAND_INLINE F gate(const Sum* sums, int vector, int which) const {
    const F sum = to_float<A>(SumBatch<Format, A>::load_unaligned(sums + which * kLanes));
    if constexpr (Format::kInputsPerStep == 1) return sum;
    else return sum * F::load_unaligned(step.scale + (vector + which) * kLanes);
  }

  LONGHAND_INLINE void update_block(const Sum* sums, int row, int vector) const {
    const int unit = vector / kVectorsPerBlock * kLanes;
    float* cells = step.cell.data + row * step.cell.stride + unit;
    const F kept = F::load_unaligned(cells) * table_logistic<A>(t, gate(sums, vector, 2));
    const F added = table_tanh<A>(t, gate(sums, vector, 0)) *
                    table_logistic<A>(t, gate(sums, vector, 1));
    const F cell = xsimd::max(xsimd::min(kept + added, F(100)), F(-100));
    cell.store_unaligned(cells);
    const F hidden = table_tanh<A>(t, cell) * table_logistic<A>(t, gate(sums, vector, 3));
    store_activation<A>(step.hidden.data + row * step.hidden.stride + unit, hidden,
                        step.units - unit);
  }
};

template <class Format, class A>
void lstm_step(const LstmStep<Format>& step) {
  multiply_blocks<Format, A>(step.recurrent, step.source, step.count,
                             TesseractGates<Format, A>{step});
}

}  // namespace longhand::simd
