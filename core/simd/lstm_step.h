#pragma once

// One step of Tesseract's LSTM for many sequences at once: the recurrent product, then the gates
// and the new cell and hidden values.

#include "simd/activations.h"
#include "simd/multiply.h"

namespace longhand::simd {

/// round(127 v), halves away from zero, as an activation of an int8 network; |v| <= 1.
template <class A>
LONGHAND_INLINE Batch<std::int32_t, A> quantise(Batch<float, A> v) {
  return truncate<A>(v * constant<A>(kActivationOne) + with_sign<A>(constant<A>(kHalf), v));
}

template <class A>
LONGHAND_INLINE void store_activation(std::int16_t* out, Batch<float, A> v, int count) {
  store_narrow<A>(out, quantise<A>(v), count);
}
template <class A>
LONGHAND_INLINE void store_activation(std::uint8_t* out, Batch<float, A> v, int count) {
  store_narrow<A>(out, quantise<A>(v) + Batch<std::int32_t, A>(Bytes::kZero), count);
}
template <class A>
LONGHAND_INLINE void store_activation(float* out, Batch<float, A> v, int count) {
  store_lanes<float, A>(out, v, count);
}

/// Tables for every function, the cell clipped, products rounded one by one. Two passes over the
/// units: in one, all would wait for a cell before its tanh can be looked up.
template <class Format, class A>
__attribute__((noinline)) void tesseract_gates(const typename Format::Sum* sums, const float* scale,
                                               int units, float* cells,
                                               typename Format::Input* hidden) {
  using F = Batch<float, A>;
  constexpr int lanes = F::size;
  const Tables& t = tables();
  const auto gate = [=](int unit, int which) {
    const int at = unit * kVectorsPerBlock + which * lanes;
    const F sum = to_float<A>(SumBatch<Format, A>::load_unaligned(sums + at));
    if constexpr (Format::kInputsPerStep == 1) return sum;
    else return sum * F::load_unaligned(scale + at);
  };
  for (int unit = 0; unit < units; unit += lanes) {
    const F kept = F::load_unaligned(cells + unit) * table_logistic<A>(t, gate(unit, 2));
    const F added = table_tanh<A>(t, gate(unit, 0)) * table_logistic<A>(t, gate(unit, 1));
    const F cell = xsimd::min(kept + added, constant<A>(kCellMost));
    xsimd::max(cell, constant<A>(kCellLeast)).store_unaligned(cells + unit);
  }
  for (int unit = 0; unit < units; unit += lanes) {
    const F cell = table_tanh<A>(t, F::load_unaligned(cells + unit));
    store_activation<A>(hidden + unit, cell * table_logistic<A>(t, gate(unit, 3)), units - unit);
  }
}

template <class Format, class A>
void lstm_step(const LstmStep<Format>& step) {
  const auto& sums = step.sums;
  multiply<Format, A>(step.recurrent, {sums.data, sums.stride}, step.source, step.count, sums);
  for (int row = 0; row < step.count; ++row)
    tesseract_gates<Format, A>(sums.data + row * sums.stride, step.scale, step.units,
                               step.cell.data + row * step.cell.stride,
                               step.hidden.data + row * step.hidden.stride);
}

}  // namespace longhand::simd
