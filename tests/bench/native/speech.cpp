// Real-time factor of streaming speech: seconds of computing per second of sound, one thread.
//   bench_speech MODEL.safetensors SPEECH.wav [--benchmark_* options]
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <sndfile.h>

#include <longhand/speech.h>

namespace {

using Model = std::shared_ptr<const longhand::SpeechModel>;

struct Sound {
  std::vector<float> samples;  ///< of the first channel
  int rate = 0;

  double seconds() const { return double(samples.size()) / rate; }
};

constexpr int kMostSeconds = 30;

/// The beginning of a file of sound.
Sound load_sound(const char* path) {
  SF_INFO info = {};
  SNDFILE* file = sf_open(path, SFM_READ, &info);
  if (!file) return {};
  const sf_count_t frames = std::min<sf_count_t>(info.frames, kMostSeconds * info.samplerate);
  std::vector<float> interleaved(std::size_t(frames) * info.channels);
  sf_readf_float(file, interleaved.data(), frames);
  sf_close(file);
  Sound sound{{}, info.samplerate};
  for (std::size_t n = 0; n < interleaved.size(); n += info.channels) {
    sound.samples.push_back(interleaved[n]);
  }
  return sound;
}

/// What a microphone hears in a quiet room: noise at -66 dBFS.
Sound quiet_room() {
  std::mt19937 random(1);
  Sound sound{std::vector<float>(60 * 16000), 16000};
  for (float& sample : sound.samples) sample = 0.0005f * (float(random() % 2001) / 1000 - 1);
  return sound;
}

Model load_model(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
  auto model = longhand::SpeechModel::load(bytes);
  if (!model) {
    std::fprintf(stderr, "%s: %s\n", path, model.error().message.c_str());
    return nullptr;
  }
  return std::make_shared<const longhand::SpeechModel>(std::move(*model));
}

void stream(benchmark::State& state, const Model& model, const Sound& sound,
            const longhand::SpeechOptions& options) {
  auto recognizer = longhand::SpeechStream::create(model, options);
  if (!recognizer) return state.SkipWithError(recognizer.error().message.c_str());
  const auto chunk = std::size_t(sound.rate * state.range(0) / 1000);
  for (auto _ : state) {
    for (std::size_t at = 0; at < sound.samples.size(); at += chunk) {
      const auto part = std::span(sound.samples).subspan(at);
      benchmark::DoNotOptimize(
          recognizer->accept(part.first(std::min(chunk, part.size())), sound.rate));
    }
    benchmark::DoNotOptimize(recognizer->finish());
  }
  state.counters["real_time_factor"] = benchmark::Counter(
      sound.seconds() * double(state.iterations()),
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const Model model = argc == 3 ? load_model(argv[1]) : nullptr;
  const Sound speech = argc == 3 ? load_sound(argv[2]) : Sound{};
  if (!model || speech.samples.empty()) {
    std::fprintf(stderr, "usage: bench_speech MODEL.safetensors SPEECH.wav [--benchmark_*]\n");
    return 2;
  }
  longhand::SpeechOptions best_path, always;
  best_path.beam = 1;
  always.skip_silence = false;
  const Sound silence = quiet_room();
  const struct {
    const char* name;
    const Sound& sound;
    longhand::SpeechOptions options;
  } runs[] = {{"speech", speech, {}},
              {"speech/best_path", speech, best_path},
              {"silence", silence, {}},
              {"silence/without_rest", silence, always}};
  for (const auto& run : runs) {
    benchmark::RegisterBenchmark(
        run.name, [&](benchmark::State& state) { stream(state, model, run.sound, run.options); })
        ->ArgName("chunk_ms")
        ->Arg(20)
        ->Arg(100)
        ->Arg(1000)
        ->Unit(benchmark::kMillisecond)
        ->MinTime(1.0);
  }
  benchmark::RunSpecifiedBenchmarks();
}
