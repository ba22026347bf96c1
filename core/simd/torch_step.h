#pragma once

// One step of PyTorch's nn.LSTM for many sequences at once: the recurrent product, the gates and
// the new cell and hidden values without leaving the registers.

#include "simd/activations.h"
#include "simd/multiply.h"

namespace longhand::simd {

template <class Format, class A>
struct TorchGates {
  using F = Batch<float, A>;
  static constexpr bool kInt8 = Format::kInputsPerStep == 2;

  const TorchStep<Format>& step;

  template <class Tile>
  LONGHAND_INLINE void start(Tile& tile, int row, int vector) const {
    if constexpr (kInt8) tile.clear();
    else tile.load(skip(step.inputs, row, vector * int(F::size)));
  }

  template <int Vectors, int RowCount>
  LONGHAND_INLINE void finish(const Tile<Format, A, Vectors, RowCount>& tile, int row,
                              int vector) const {
    for (int r = 0; r < RowCount; ++r)
      for (int v = 0; v < Vectors; v += kVectorsPerBlock)
        update(&tile.sums[r][v], row + r, vector + v);
  }

  /// What goes into a gate, from its sum of products.
  LONGHAND_INLINE F gate(SumBatch<Format, A> sum, int row, int vector) const {
    const int column = vector * int(F::size);
    if constexpr (!kInt8) {
      return sum;
    } else {
      const F scale = F::load_unaligned(step.scale + column) * F(step.source_scale[row]);
      return to_float<A>(sum) * scale +
             F::load_unaligned(step.inputs.data + row * step.inputs.stride + column);
    }
  }

  LONGHAND_INLINE void update(const SumBatch<Format, A>* sums, int row, int vector) const {
    constexpr bool fused = !kInt8;
    const int unit = vector / kVectorsPerBlock * int(F::size);
    float* cells = step.cell.data + row * step.cell.stride + unit;
    const F added = smooth_tanh<fused, A>(gate(sums[0], row, vector)) *
                    smooth_sigmoid<fused, A>(gate(sums[1], row, vector + 1));
    const F kept = smooth_sigmoid<fused, A>(gate(sums[2], row, vector + 2));
    const F cell = product_plus<fused, A>(F::load_unaligned(cells), kept, added);
    cell.store_unaligned(cells);
    const F hidden = smooth_tanh<fused, A>(cell) *
                     smooth_sigmoid<fused, A>(gate(sums[3], row, vector + 3));
    store_lanes<float, A>(step.hidden.data + row * step.hidden.stride + unit, hidden,
                          step.units - unit);
  }
};

template <class Format, class A>
void torch_step(const TorchStep<Format>& step) {
  multiply_blocks<Format, A>(step.recurrent, step.source, step.count, TorchGates<Format, A>{step});
}

}  // namespace longhand::simd
