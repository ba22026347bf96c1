#include "simd/make_kernels.h"

namespace longhand::simd {

extern const Kernels kernels_i8mm = make_kernels<xsimd::i8mm<xsimd::neon64>>("NEON I8MM");

}  // namespace longhand::simd
