#include "simd/make_kernels.h"

namespace longhand::simd {

extern const Kernels kernels_avx512 = make_kernels<xsimd::avx512bw>("AVX-512");

}  // namespace longhand::simd
