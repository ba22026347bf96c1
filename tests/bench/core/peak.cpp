// Peak probes: the kernels' own multiply-add on registers alone, with enough sums to hide latency.
#include "simd/batch.h"
#include "workloads.h"

namespace longhand::bench {
namespace {

using A = xsimd::default_arch;
constexpr int kSums = simd::Batch<float, A>::size == 16 ? 12 : 8;
constexpr int kRounds = 2000;
constexpr int kLanes = int(simd::Batch<float, A>::size);

template <class Format>
__attribute__((noinline)) typename Format::Sum probe(const typename Format::Weight* weights,
                                                     const typename Format::Input* input) {
  using Sums = simd::Batch<typename Format::Sum, A>;
  Sums sums[kSums];
#pragma GCC unroll 12
  for (int i = 0; i < kSums; ++i) sums[i] = Sums(typename Format::Sum(i));
  const auto in = simd::splat<A>(Format{}, input);
  for (int round = 0; round < kRounds; ++round) {
#pragma GCC unroll 12
    for (int i = 0; i < kSums; ++i) sums[i] = simd::madd<A>(Format{}, sums[i], weights, in);
  }
#pragma GCC unroll 12
  for (int i = 1; i < kSums; ++i) sums[0] += sums[i];
  return sums[0].get(0);
}

template <class Format>
Workload workload(const std::string& name) {
  return {name, double(kRounds) * kSums * kLanes * Format::kInputsPerStep, [] {
            alignas(64) typename Format::Weight weights[2 * kLanes] = {};
            typename Format::Input input[2] = {};
            typename Format::Sum result;
            asm volatile("" : : "r"(weights), "r"(input) : "memory");  // values unknown from here
            result = probe<Format>(weights, input);
            asm volatile("" : : "r"(&result) : "memory");
          }};
}

}  // namespace

std::vector<Workload> peak_workloads() {
  return {workload<simd::Int8>("peak_int8"), workload<simd::Float32>("peak_float")};
}

}  // namespace longhand::bench
