#pragma once

#include "simd/kernels.h"

namespace longhand::simd {

/// Each has a source file that is compiled with its flags and defines its kernels; see
/// CMakeLists.txt.
struct Sse42;
struct Avx2;
struct AvxVnni;
struct Avx512;
struct Avx512Vnni;
struct Neon64;
struct I8mm;
struct Wasm;
struct ByteDots;

template <class InstructionSet>
struct KernelsOf {
  static const CommonKernels common;
  static const TesseractKernels tesseract;
  static const TorchKernels torch;
  static const LayerKernels layer;
};

}  // namespace longhand::simd
