#include "simd/make_kernels.h"

namespace longhand::simd {

extern const Kernels kernels_sse42 = make_kernels<xsimd::sse4_2>("SSE4.2");

}  // namespace longhand::simd
