#include "simd/make_kernels.h"

namespace longhand::simd {

extern const Kernels kernels_avx512vnni = make_kernels<xsimd::avx512vnni<xsimd::avx512bw>>(
    "AVX-512 VNNI");

}  // namespace longhand::simd
