// bench_kernels [MODEL.traineddata...] [--benchmark_* options]: multiply-adds per second of each
// kernel beside the machine's peak, milliseconds of a network's forward pass.
#include <benchmark/benchmark.h>

#include "workloads.h"

namespace {

void add(const std::vector<longhand::bench::Workload>& workloads) {
  for (const auto& workload : workloads)
    benchmark::RegisterBenchmark(workload.name.c_str(), [workload](benchmark::State& state) {
      for (auto _ : state) workload.run();
      state.counters["macs"] = benchmark::Counter(workload.macs,
                                                  benchmark::Counter::kIsIterationInvariantRate);
    })->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  add(longhand::bench::peak_workloads());
  add(longhand::bench::kernel_workloads());
  add(longhand::bench::layer_workloads());
  for (int i = 1; i < argc; ++i) add(longhand::bench::network_workloads(argv[i]));
  benchmark::RunSpecifiedBenchmarks();
}
