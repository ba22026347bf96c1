// The same workloads where Google Benchmark does not run: short interleaved rounds, the median and
// the best, which a busy machine disturbs least.
//   node bench_kernels.js [MODEL.traineddata...]
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "workloads.h"

namespace {

using longhand::bench::Workload;
constexpr int kRounds = 61;
constexpr double kRoundSeconds = 0.003;

double seconds_of(const Workload& workload, int calls) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i) workload.run();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Workload> all = longhand::bench::peak_workloads();
  auto add = [&](std::vector<Workload> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
  };
  add(longhand::bench::kernel_workloads());
  add(longhand::bench::layer_workloads());
  for (int i = 1; i < argc; ++i) add(longhand::bench::network_workloads(argv[i]));

  std::vector<int> calls;
  for (const Workload& workload : all) {
    seconds_of(workload, 50);  // lets the engine compile it
    calls.push_back(1 + int(kRoundSeconds / seconds_of(workload, 20) * 20));
  }
  std::vector<std::vector<double>> seconds(all.size());
  for (int round = 0; round < kRounds; ++round)
    for (std::size_t i = 0; i < all.size(); ++i)
      seconds[i].push_back(seconds_of(all[i], calls[i]) / calls[i]);
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::sort(seconds[i].begin(), seconds[i].end());
    const double best = seconds[i].front(), median = seconds[i][kRounds / 2];
    std::printf("%-24s median %9.4f ms %7.2f GMAC/s  best %9.4f ms %7.2f GMAC/s\n",
                all[i].name.c_str(), median * 1e3, all[i].macs / median / 1e9, best * 1e3,
                all[i].macs / best / 1e9);
  }
}
