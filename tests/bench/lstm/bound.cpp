#include "bound.h"

#include "../core/workloads.h"
#include "simd/batch.h"
#include "simd/kernels.h"

namespace longhand::bench {
namespace {

using A = xsimd::default_arch;
using Floats = simd::Batch<float, A>;
constexpr int kStreams = 8;

/// The time of this function is that of its loads.
__attribute__((noinline)) float read(const std::vector<float>& values) {
  Floats sums[kStreams];
  for (Floats& sum : sums) sum = Floats(0.0f);
  constexpr std::size_t stride = kStreams * Floats::size;
  for (std::size_t i = 0; i + stride <= values.size(); i += stride)
    for (int s = 0; s < kStreams; ++s)
      sums[s] = sums[s] | Floats::load_unaligned(values.data() + i + s * Floats::size);
  for (int s = 1; s < kStreams; ++s) sums[0] = sums[0] | sums[s];
  return sums[0].get(0);
}

void keep(float value) { asm volatile("" : : "r"(&value) : "memory"); }

void multiply(double macs) {
  static const Workload peak = peak_workloads().back();
  for (double done = 0; done < macs; done += peak.macs) peak.run();
}

}  // namespace

Bound::Bound(int layers, int directions, int inputs, int hidden) : hidden_(hidden) {
  for (int layer = 0; layer < layers; ++layer)
    for (int direction = 0; direction < directions; ++direction) {
      const int columns = layer == 0 ? inputs : directions * hidden;
      parts_.push_back({std::vector<float>(std::size_t(4) * hidden * columns, 1.0f),
                        std::vector<float>(std::size_t(4) * hidden * hidden, 1.0f)});
    }
}

/// A step whose recurrent product has no inputs.
void Bound::compute_gates() const {
  static std::vector<float> gates, cell, out;
  const int padded = (hidden_ + Floats::size - 1) / Floats::size * Floats::size;
  gates.assign(std::size_t(4) * padded, 0.5f);
  cell.resize(padded);
  out.resize(padded);
  const int vectors = int(gates.size() / Floats::size);
  simd::torch_kernels().torch_step_float({{nullptr, vectors, 0},
                                          nullptr,
                                          nullptr,
                                          {gates.data(), 0},
                                          {nullptr, 0},
                                          {cell.data(), 0},
                                          {out.data(), 0},
                                          hidden_,
                                          1});
}

void Bound::run(int steps) const {
  for (const Part& part : parts_) {
    if (steps == 1) keep(read(part.input));
    else multiply(double(part.input.size()) * steps);
    for (int step = 0; step < steps; ++step) {
      keep(read(part.recurrent));
      compute_gates();
    }
  }
}

}  // namespace longhand::bench
