#include "simd/make_kernels.h"

namespace longhand::simd {

extern const Kernels kernels_wasm = make_kernels<xsimd::wasm>("wasm simd128");

}  // namespace longhand::simd
