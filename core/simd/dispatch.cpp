#include <vector>

#include <xsimd/xsimd.hpp>

#include "simd/instruction_sets.h"

namespace longhand::simd {

bool has_byte_dots();

namespace {

template <class... Sets>
struct Built {
  static constexpr const CommonKernels* common[] = {&KernelsOf<Sets>::common...};
  static constexpr const TesseractKernels* tesseract[] = {&KernelsOf<Sets>::tesseract...};
  static constexpr const TorchKernels* torch[] = {&KernelsOf<Sets>::torch...};
  static constexpr const LayerKernels* layer[] = {&KernelsOf<Sets>::layer...};
};

/// Best first; `present` tells which of them this machine has.
#if defined(__wasm_relaxed_simd__)
using Sets = Built<ByteDots, Wasm>;
std::vector<bool> present() { return {has_byte_dots(), true}; }
#elif defined(__wasm__)
using Sets = Built<Wasm>;
std::vector<bool> present() { return {true}; }
#elif defined(__aarch64__)
using Sets = Built<I8mm, Neon64>;
std::vector<bool> present() { return {xsimd::available_architectures().i8mm_neon64, true}; }
#else
using Sets = Built<Avx512Vnni, Avx512, AvxVnni, Avx2, Sse42>;
std::vector<bool> present() {
  const auto has = xsimd::available_architectures();
  const bool avx512 = has.avx512bw && has.avx512dq, avx2 = has.fma3_avx2;
  return {avx512 && has.avx512vnni_bw, avx512, avx2 && has.avxvnni, avx2, true};
}
#endif

/// Where the sets that this machine has stand in Sets.
const std::vector<int>& available() {
  static const std::vector<int> found = [] {
    std::vector<int> places;
    const std::vector<bool> has = present();
    for (int place = 0; place < int(has.size()); ++place)
      if (has[place]) places.push_back(place);
    return places;
  }();
  return found;
}

int& chosen() {
  static int place = available().front();
  return place;
}

}  // namespace

const CommonKernels& common_kernels() { return *Sets::common[chosen()]; }
const TesseractKernels& tesseract_kernels() { return *Sets::tesseract[chosen()]; }
const TorchKernels& torch_kernels() { return *Sets::torch[chosen()]; }
const LayerKernels& layer_kernels() { return *Sets::layer[chosen()]; }

int instruction_sets() { return int(available().size()); }

void use_instruction_set(int number) { chosen() = available()[number]; }

}  // namespace longhand::simd
