#include <xsimd/xsimd.hpp>

#include "simd/kernels.h"

namespace longhand::simd {

extern const Kernels kernels_sse42, kernels_avx2, kernels_avxvnni;
extern const Kernels kernels_avx512, kernels_avx512vnni;
extern const Kernels kernels_neon64, kernels_i8mm;
extern const Kernels kernels_wasm, kernels_byte_dots;
bool has_byte_dots();

namespace {

struct Available {
  const Kernels* list[5] = {};
  int count = 0;

  Available() {
#if defined(__wasm__)
#ifdef __wasm_relaxed_simd__
    if (has_byte_dots()) list[count++] = &kernels_byte_dots;
#endif
    list[count++] = &kernels_wasm;
#else
    const auto has = xsimd::available_architectures();
#if defined(__aarch64__)
    if (has.i8mm_neon64) list[count++] = &kernels_i8mm;
    list[count++] = &kernels_neon64;
#else
    if (has.avx512bw && has.avx512dq && has.avx512vnni_bw) list[count++] = &kernels_avx512vnni;
    if (has.avx512bw && has.avx512dq) list[count++] = &kernels_avx512;
    if (has.fma3_avx2 && has.avxvnni) list[count++] = &kernels_avxvnni;
    if (has.fma3_avx2) list[count++] = &kernels_avx2;
    list[count++] = &kernels_sse42;
#endif
#endif
  }
};

const Available& available() {
  static const Available found;
  return found;
}

const Kernels* forced = nullptr;

}  // namespace

const Kernels& kernels() { return forced ? *forced : *available().list[0]; }

const Kernels* const* available_kernels(int& count) {
  count = available().count;
  return available().list;
}

void use_kernels(const Kernels* chosen) { forced = chosen; }

}  // namespace longhand::simd
