#include <algorithm>

#include "simd/make_kernels.h"

namespace longhand::simd {
namespace {

using A = xsimd::wasm_byte_dots;

constexpr TesseractKernels make_tesseract_byte_dots() {
  TesseractKernels kernels = make_tesseract_kernels<xsimd::wasm>();
  kernels.multiply_bytes = multiply<Bytes, A>;
  kernels.lstm_step_bytes = lstm_step<Bytes, A>;
  kernels.squash_bytes = squash<xsimd::wasm, std::int32_t, std::uint8_t>;
  return kernels;
}

constexpr TorchKernels make_torch_byte_dots() {
  TorchKernels kernels = make_torch_kernels<xsimd::wasm>();
  kernels.torch_step_int8 = torch_step<Quantised, A>;
  kernels.affine_int8 = affine<Quantised, A>;
  return kernels;
}

}  // namespace

/// The relaxed build's kernels, with others for int8 weights.
template <>
const CommonKernels KernelsOf<ByteDots>::common =
    make_common_kernels<xsimd::wasm>("wasm byte dots");
template <>
const TesseractKernels KernelsOf<ByteDots>::tesseract = make_tesseract_byte_dots();
template <>
const TorchKernels KernelsOf<ByteDots>::torch = make_torch_byte_dots();
template <>
const LayerKernels KernelsOf<ByteDots>::layer = make_layer_kernels<xsimd::wasm>();

/// Whether the relaxed dot product of bytes is exact here: it may take its second operand for
/// signed, or saturate the sums of pairs. A machine always does the same, which these bytes show.
bool has_byte_dots() {
  volatile std::int8_t weights[16] = {-128, -128, -128, -128, 127,  127, 127,  127,
                                      -128, 127,  -128, 127,  -128, 1,   -127, -1};
  volatile std::uint8_t inputs[16] = {255, 255, 255, 255, 255, 255, 255, 255,
                                      255, 254, 128, 129, 127, 200, 255, 128};
  alignas(16) std::int8_t w[16];
  alignas(16) std::uint8_t x[16];
  std::int32_t expected[4] = {}, found[4];
  for (int i = 0; i < 16; ++i) {
    w[i] = weights[i];
    x[i] = inputs[i];
    expected[i / 4] += w[i] * x[i];
  }
  add_four_products<A>(Batch<std::int32_t, A>(0), Batch<std::int8_t, A>::load_unaligned(w),
                       Batch<std::uint8_t, A>::load_unaligned(x))
      .store_unaligned(found);
  return std::equal(expected, expected + 4, found);
}

}  // namespace longhand::simd
