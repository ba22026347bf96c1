#pragma once

// Compiled once per instruction set; what it includes must not be called by other code, or the
// linker could pick a copy that the machine cannot run.

#include <algorithm>

#include "simd/affine.h"
#include "simd/instruction_sets.h"
#include "simd/layer_kernels.h"
#include "simd/squash.h"
#include "simd/torch_step.h"

namespace longhand::simd {

template <class A>
constexpr CommonKernels make_common_kernels(const char* name) {
  return {name, int(Batch<float, A>::size), softmax<A>};
}

template <class A>
constexpr TesseractKernels make_tesseract_kernels() {
  TesseractKernels kernels = {
      multiply<Int8, A>,
      nullptr,
      multiply<Float32, A>,
      lstm_step<Int8, A>,
      nullptr,
      lstm_step<Float32, A>,
      squash<A, std::int32_t, std::int16_t>,
      nullptr,
      [](Squash kind, Rows<const float> sums, int columns, int count, Rows<float> out) {
        squash<A, float, float>(kind, sums, nullptr, columns, count, out);
      },
      squash_rows<Squash::linear, A, std::int32_t, float>,
      maximum<A, std::int32_t>,
      maximum<A, float>,
  };
  if constexpr (has_byte_products<A>) {
    kernels.multiply_bytes = multiply<Bytes, A>;
    kernels.lstm_step_bytes = lstm_step<Bytes, A>;
    kernels.squash_bytes = squash<A, std::int32_t, std::uint8_t>;
  }
  return kernels;
}

template <class A>
constexpr TorchKernels make_torch_kernels() {
  return {torch_step<Quantised, A>, torch_step<Float32, A>, affine<Quantised, A>,
          affine<Float32, A>, quantise_rows<Quantised, A>};
}

template <class A>
constexpr LayerKernels make_layer_kernels() {
  return {activate<A>, weighted_sum<A>, add_scaled<A>, maximum<A, float>,
          dot<A>,      normalise<A>,    gru_gates<A>};
}

}  // namespace longhand::simd
