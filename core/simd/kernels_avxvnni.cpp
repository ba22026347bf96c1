#include "simd/make_kernels.h"

namespace longhand::simd {

extern const Kernels kernels_avxvnni = make_kernels<xsimd::avxvnni>("AVX-VNNI");

}  // namespace longhand::simd
