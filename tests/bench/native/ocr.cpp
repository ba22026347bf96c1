// Milliseconds per line of text: Longhand beside libtesseract, same model, same lines, one thread.
//   bench_ocr MODEL_FOLDER MODEL_NAME LINE.png... [--benchmark_* options]
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <tesseract/baseapi.h>

#include <longhand/ocr.h>

#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>

namespace {

struct Line {
  std::unique_ptr<stbi_uc, void (*)(void*)> pixels{nullptr, stbi_image_free};
  int width = 0, height = 0;
};

Line load_line(const char* path) {
  Line line;
  line.pixels.reset(stbi_load(path, &line.width, &line.height, nullptr, 1));
  if (!line.pixels) std::fprintf(stderr, "cannot read %s: %s\n", path, stbi_failure_reason());
  return line;
}

std::vector<std::uint8_t> load_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void report_per_line(benchmark::State& state, std::size_t lines) {
  state.counters["ms_per_line"] = benchmark::Counter(
      double(lines) * state.iterations() / 1e3,
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void run_longhand(benchmark::State& state, const std::vector<Line>& lines,
                  const std::string& model_path) {
  auto model = longhand::OcrModel::load(load_bytes(model_path));
  if (!model) return state.SkipWithError(model.error().message.c_str());
  longhand::OcrRecognizer recognizer(std::make_shared<const longhand::OcrModel>(std::move(*model)));
  for (auto _ : state)
    for (const Line& line : lines)
      benchmark::DoNotOptimize(
          recognizer.recognize({line.pixels.get(), line.width, line.height, 1, line.width}));
  report_per_line(state, lines.size());
}

void run_libtesseract(benchmark::State& state, const std::vector<Line>& lines,
                      const std::string& folder, const std::string& name) {
  tesseract::TessBaseAPI api;
  if (api.Init(folder.c_str(), name.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
    return state.SkipWithError("libtesseract refused the model");
  api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  for (auto _ : state)
    for (const Line& line : lines) {
      api.SetImage(line.pixels.get(), line.width, line.height, 1, line.width);
      std::unique_ptr<char[]> text(api.GetUTF8Text());
      benchmark::DoNotOptimize(text.get());
    }
  report_per_line(state, lines.size());
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc < 4) {
    std::fprintf(stderr, "usage: %s MODEL_FOLDER MODEL_NAME LINE.png...\n", argv[0]);
    return 2;
  }
  const std::string folder = argv[1], name = argv[2];
  std::vector<Line> lines;
  for (int i = 3; i < argc; ++i) {
    Line line = load_line(argv[i]);
    if (!line.pixels) return 1;
    lines.push_back(std::move(line));
  }
  benchmark::RegisterBenchmark("longhand", [&](benchmark::State& state) {
    run_longhand(state, lines, folder + "/" + name + ".traineddata");
  })->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("libtesseract", [&](benchmark::State& state) {
    run_libtesseract(state, lines, folder, name);
  })->Unit(benchmark::kMillisecond);
  benchmark::RunSpecifiedBenchmarks();
}
