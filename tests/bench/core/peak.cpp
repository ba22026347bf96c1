// Peak probes: the kernels' own multiply-add on registers alone, with enough sums to hide latency.
#include <algorithm>

#include "simd/batch.h"
#include "workloads.h"

namespace longhand::bench {
namespace {

using Plain = xsimd::default_arch;
#ifdef __wasm_relaxed_simd__
using ByteDots = xsimd::wasm_byte_dots;  // where the machine has them
#else
using ByteDots = Plain;
#endif
constexpr int kRounds = 2000;
constexpr int kLanes = int(simd::Batch<float, Plain>::size);

/// As many as stay in the registers: 32 where vectors have 16 lanes, else 16; a product that is not
/// fused to its sum takes one of its own.
template <class Format, class A>
constexpr int kSums = kLanes == 16 || !Format::kExact || simd::has_byte_products<A> ? 12 : 10;

/// The sum itself is a factor, or the compiler would multiply once and only add from then on.
template <class A>
LONGHAND_INLINE simd::Batch<std::int32_t, A> step(simd::Batch<std::int32_t, A> sum,
                                                  simd::Batch<std::int16_t, A> weights,
                                                  simd::Batch<std::int16_t, A>) {
  return simd::add_pair_products<A>(sum, weights, xsimd::bitwise_cast<std::int16_t>(sum));
}
#if !XSIMD_WITH_WASM || defined(__wasm_relaxed_simd__)
template <class A>
LONGHAND_INLINE simd::Batch<std::int32_t, A> step(simd::Batch<std::int32_t, A> sum,
                                                  simd::Batch<std::int8_t, A> weights,
                                                  simd::Batch<std::uint8_t, A>) {
  return simd::add_four_products<A>(sum, weights, xsimd::bitwise_cast<std::uint8_t>(sum));
}
#endif
template <class A>
LONGHAND_INLINE simd::Batch<float, A> step(simd::Batch<float, A> sum, simd::Batch<float, A> weights,
                                           simd::Batch<float, A> input) {
  return simd::multiply_add<A>(sum, weights, input);
}

template <class Format, class A>
__attribute__((noinline)) typename Format::Sum probe(const typename Format::Weight* from,
                                                     const typename Format::Input* in) {
  using Sums = simd::Batch<typename Format::Sum, A>;
  constexpr int count = kSums<Format, A>;
  Sums sums[count];
#pragma GCC unroll 12
  for (int i = 0; i < count; ++i) sums[i] = Sums(typename Format::Sum(i));
  const auto input = simd::splat<A>(Format{}, in);
  const auto weights = simd::load_weights<A>(Format{}, from);
  for (int round = 0; round < kRounds; ++round) {
#pragma GCC unroll 12
    for (int i = 0; i < count; ++i) sums[i] = step<A>(sums[i], weights, input);
  }
#pragma GCC unroll 12
  for (int i = 1; i < count; ++i) sums[0] += sums[i];
  return sums[0].get(0);
}

template <class Format, class A>
Workload workload(const std::string& name) {
  return {name, double(kRounds) * kSums<Format, A> * kLanes * Format::kInputsPerStep, [] {
            alignas(64) typename Format::Weight weights[4 * kLanes];
            std::fill_n(weights, 4 * kLanes, typename Format::Weight(1));
            typename Format::Input input[4] = {};
            typename Format::Sum result;
            asm volatile("" : : "r"(weights), "r"(input) : "memory");  // values unknown from here
            result = probe<Format, A>(weights, input);
            asm volatile("" : : "r"(&result) : "memory");
          }};
}

}  // namespace

std::vector<Workload> peak_workloads() {
  const bool dots = simd::tesseract_kernels().multiply_bytes != nullptr;
  return {workload<simd::Int8, Plain>("peak_int8"),
          (dots ? workload<simd::Quantised, ByteDots>
                : workload<simd::Quantised, Plain>)("peak_quantised"),
          workload<simd::Float32, Plain>("peak_float")};
}

}  // namespace longhand::bench
