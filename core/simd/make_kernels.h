#pragma once

// Compiled once per instruction set; what it includes must not be called by other code, or the
// linker could pick a copy that the machine cannot run.

#include <algorithm>

#include "simd/affine.h"
#include "simd/squash.h"
#include "simd/torch_step.h"

namespace longhand::simd {

struct ByteKernels {
  decltype(Kernels::multiply_bytes) multiply = nullptr;
  decltype(Kernels::tesseract_lstm_bytes) tesseract_lstm = nullptr;
  decltype(Kernels::squash_bytes) squash = nullptr;
};

template <class A>
constexpr ByteKernels make_byte_kernels() {
  if constexpr (has_byte_products<A>)
    return {multiply<Bytes, A>, lstm_step<Bytes, A>, squash<A, std::int32_t, std::uint8_t>};
  else return {};
}

template <class A>
constexpr Kernels make_kernels(const char* name) {
  return {
      name,
      int(Batch<float, A>::size),
      multiply<Int8, A>,
      make_byte_kernels<A>().multiply,
      multiply<Float32, A>,
      lstm_step<Int8, A>,
      make_byte_kernels<A>().tesseract_lstm,
      lstm_step<Float32, A>,
      torch_step<Quantised, A>,
      torch_step<Float32, A>,
      affine<Quantised, A>,
      affine<Float32, A>,
      quantise_rows<Quantised, A>,
      squash<A, std::int32_t, std::int16_t>,
      make_byte_kernels<A>().squash,
      [](Squash kind, Rows<const float> sums, int columns, int count, Rows<float> out) {
        squash<A, float, float>(kind, sums, nullptr, columns, count, out);
      },
      squash_rows<Squash::linear, A, std::int32_t, float>,
      maximum<A, std::int32_t>,
      maximum<A, float>,
      softmax<A>,
  };
}

}  // namespace longhand::simd
