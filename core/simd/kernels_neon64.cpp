#include "simd/make_kernels.h"

namespace longhand::simd {

extern const Kernels kernels_neon64 = make_kernels<xsimd::neon64>("NEON");

}  // namespace longhand::simd
