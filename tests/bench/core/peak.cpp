// Peak probes: the kernels' own multiply-add on registers alone, with enough sums to hide latency.
#include "simd/batch.h"
#include "workloads.h"

namespace longhand::bench {
namespace {

using A = xsimd::default_arch;
constexpr int kSums = simd::Batch<float, A>::size == 16 ? 24 : 8;
constexpr int kRounds = 2000;
constexpr int kLanes = int(simd::Batch<float, A>::size);

template <class Format>
__attribute__((noinline)) typename Format::Sum probe(const typename Format::Weight* weights,
                                                     const typename Format::Input* input) {
  using Sums = simd::Batch<typename Format::Sum, A>;
  Sums sums[kSums];
#pragma GCC unroll 24
  for (int i = 0; i < kSums; ++i) sums[i] = Sums(typename Format::Sum(i));
  const auto in = simd::splat<A>(Format{}, input);
  for (int round = 0; round < kRounds; ++round) {
#pragma GCC unroll 24
    for (int i = 0; i < kSums; ++i) sums[i] = simd::madd<A>(Format{}, sums[i], weights, in);
  }
#pragma GCC unroll 24
  for (int i = 1; i < kSums; ++i) sums[0] += sums[i];
  return sums[0].get(0);
}

template <class Format>
Workload workload(const std::string& name) {
  return {name, double(kRounds) * kSums * kLanes * Format::kInputsPerStep, [] {
            alignas(64) static typename Format::Weight weights[2 * kLanes] = {};
            static typename Format::Input input[2] = {};
            [[maybe_unused]] static volatile typename Format::Sum result;
            result = probe<Format>(weights, input);
          }};
}

}  // namespace

std::vector<Workload> peak_workloads() {
  return {workload<simd::Int8>("peak_int8"), workload<simd::Float32>("peak_float")};
}

}  // namespace longhand::bench
