#pragma once

// One step of PyTorch's nn.LSTM for many sequences at once: the recurrent product, then the gates
// and the new cell and hidden values.

#include "simd/activations.h"
#include "simd/multiply.h"

namespace longhand::simd {

/// Adds the recurrent product to what goes into the gates.
template <class Format, class A>
struct TorchSums {
  const TorchStep<Format>& step;

  template <class Tile>
  LONGHAND_INLINE void start(Tile& tile, int row, int vector) const {
    if constexpr (Format::kExact) tile.load({step.start + column(vector), 0});
    else
      tile.load(skip(Rows<const float>{step.gates.data, step.gates.stride}, row, column(vector)));
  }

  template <class Tile>
  LONGHAND_INLINE void finish(const Tile& tile, int row, int vector) const {
    if constexpr (Format::kExact) add(tile, row, vector);
    else tile.store(skip(step.gates, row, column(vector)));
  }

 private:
  using F = Batch<float, A>;

  static constexpr int column(int vector) { return vector * int(F::size); }

  template <class Tile>
  LONGHAND_INLINE void add(const Tile& tile, int row, int vector) const {
    const Rows<float> gates = skip(step.gates, row, column(vector));
    const float *scale = step.scale + column(vector), *source_scale = step.source_scale + row;
    const StoredSums<Format, A, Tile> sums(tile);
    for (int r = 0; r < Tile::kRows; ++r)
      for (int v = 0; v < Tile::kVectors; ++v) {
        float* sum = gates.data + r * gates.stride + column(v);
        const F factor = F::load_unaligned(scale + column(v)) * F(source_scale[r]);
        (sums.as_floats(r, v) * factor + F::load_unaligned(sum)).store_unaligned(sum);
      }
  }
};

/// Two passes over the units, as in tesseract_gates.
template <bool Fused, class A>
__attribute__((noinline)) void torch_gates(const float* gates, int units, float* cells,
                                           float* hidden) {
  using F = Batch<float, A>;
  constexpr int lanes = F::size;
  const auto gate = [=](int unit, int which) {
    return F::load_unaligned(gates + unit * kVectorsPerBlock + which * lanes);
  };
  for (int unit = 0; unit < units; unit += lanes) {
    const F added = smooth_tanh<Fused, A>(gate(unit, 0)) * smooth_sigmoid<Fused, A>(gate(unit, 1));
    const F kept = smooth_sigmoid<Fused, A>(gate(unit, 2));
    product_plus<Fused, A>(F::load_unaligned(cells + unit), kept, added)
        .store_unaligned(cells + unit);
  }
  for (int unit = 0; unit < units; unit += lanes) {
    const F cell = smooth_tanh<Fused, A>(F::load_unaligned(cells + unit));
    store_lanes<float, A>(hidden + unit, cell * smooth_sigmoid<Fused, A>(gate(unit, 3)),
                          units - unit);
  }
}

template <class Format, class A>
void torch_step(const TorchStep<Format>& step) {
  multiply_blocks<Format, A>(step.recurrent, step.source, step.count, TorchSums<Format, A>{step},
                             step.cold);
  for (int row = 0; row < step.count; ++row)
    torch_gates<!Format::kExact, A>(step.gates.data + row * step.gates.stride, step.units,
                                    step.cell.data + row * step.cell.stride,
                                    step.hidden.data + row * step.hidden.stride);
}

}  // namespace longhand::simd
