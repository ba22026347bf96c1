#pragma once

// One step of an LSTM for many sequences at once: the recurrent product, the gates and the new cell
// and hidden values without leaving the registers.

#include "simd/activations.h"
#include "simd/multiply.h"

namespace longhand::simd {

/// Tesseract: tables for every function, the cell clipped, products rounded one by one.
struct TesseractGates {
  const Tables& t = tables();

  template <class A>
  LONGHAND_INLINE Batch<float, A> hidden(const Batch<float, A> (&gate)[4],
                                         Batch<float, A>& cell) const {
    using F = Batch<float, A>;
    const F kept = cell * table_logistic<A>(t, gate[2]);
    const F added = table_tanh<A>(t, gate[0]) * table_logistic<A>(t, gate[1]);
    cell = xsimd::max(xsimd::min(kept + added, F(100)), F(-100));
    return table_tanh<A>(t, cell) * table_logistic<A>(t, gate[3]);
  }
};

/// PyTorch's nn.LSTM.
struct TorchGates {
  template <class A>
  LONGHAND_INLINE Batch<float, A> hidden(const Batch<float, A> (&gate)[4],
                                         Batch<float, A>& cell) const {
    const Batch<float, A> added = smooth_tanh<A>(gate[0]) * smooth_sigmoid<A>(gate[1]);
    cell = multiply_add<A>(cell, smooth_sigmoid<A>(gate[2]), added);
    return smooth_tanh<A>(cell) * smooth_sigmoid<A>(gate[3]);
  }
};

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

template <class Format, class A, class Gates, int RowCount>
LONGHAND_INLINE void finish_gates(const Gates& gates,
                                  const Tile<Format, A, kVectorsPerBlock, RowCount>& tile,
                                  const LstmStep<Format>& step, int block, int row) {
  using F = Batch<float, A>;
  constexpr int lanes = F::size;
  const int unit = block * lanes;
  const float* scale = step.scale + block * kVectorsPerBlock * lanes;
  for (int r = 0; r < RowCount; ++r) {
    F gate[kVectorsPerBlock];
    for (int g = 0; g < kVectorsPerBlock; ++g) {
      gate[g] = to_float<A>(tile.sums[r][g]);
      if constexpr (Format::kInputsPerStep == 2)
        gate[g] = gate[g] * F::load_unaligned(scale + g * lanes);
    }
    float* cell_row = step.cell.data + (row + r) * step.cell.stride + unit;
    F cell = F::load_unaligned(cell_row);
    const F hidden = gates.template hidden<A>(gate, cell);
    cell.store_unaligned(cell_row);
    store_activation<A>(step.hidden.data + (row + r) * step.hidden.stride + unit, hidden,
                        step.units - unit);
  }
}

template <class Format, class A, class Gates, int RowCount>
LONGHAND_INLINE void step_tile(const Gates& gates, const typename Format::Weight* weights,
                               const LstmStep<Format>& step, int block, int row) {
  constexpr int block_lanes = kVectorsPerBlock * Batch<float, A>::size;
  Tile<Format, A, kVectorsPerBlock, RowCount> tile;
  tile.load(skip(step.sums, row, block * block_lanes));
  tile.accumulate(weights, step.recurrent.steps, skip(step.source, row));
  finish_gates<Format, A, Gates, RowCount>(gates, tile, step, block, row);
}

template <class Format, class A, class Gates>
void lstm_step(const LstmStep<Format>& step) {
  constexpr int tile_rows = rows_per_tile<A, kVectorsPerBlock>();
  const std::size_t block_size = std::size_t(step.recurrent.steps) * kVectorsPerBlock *
                                 Batch<float, A>::size * Format::kInputsPerStep;
  const int blocks = step.recurrent.vectors / kVectorsPerBlock;
  const Gates gates;
  for (int block = 0; block < blocks; ++block) {
    const auto* weights = step.recurrent.weights + block * block_size;
    int row = 0;
    for (; row + tile_rows <= step.count; row += tile_rows)
      step_tile<Format, A, Gates, tile_rows>(gates, weights, step, block, row);
    for (; row < step.count; ++row)
      step_tile<Format, A, Gates, 1>(gates, weights, step, block, row);
  }
}

}  // namespace longhand::simd
