#include "simd/make_kernels.h"

namespace longhand::simd {

extern const Kernels kernels_avx2 = make_kernels<xsimd::fma3<xsimd::avx2>>("AVX2");

}  // namespace longhand::simd
