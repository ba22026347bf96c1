// The engine for tests/bench/lstm.py: bench_lstm MODEL answers each line "STEPS CALLS" on stdin
// with the seconds that CALLS calls of STEPS steps took.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>

#include "engine.h"

int main(int argc, char** argv) {
  std::ifstream file(argc == 2 ? argv[1] : "", std::ios::binary);
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
  const auto engine = longhand::bench::Engine::load(bytes);
  if (!engine) {
    std::fprintf(stderr, "usage: bench_lstm MODEL.safetensors\n");
    return 2;
  }
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  for (int steps = 0, calls = 0; std::scanf("%d %d", &steps, &calls) == 2;) {
    float* input = engine->input(steps);
    for (int i = 0; i < steps * engine->inputs(); ++i) input[i] = normal(random);
    const auto start = std::chrono::steady_clock::now();
    for (int call = 0; call < calls; ++call) engine->run();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%.9f\n", took.count());
    std::fflush(stdout);
  }
}
