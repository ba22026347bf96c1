// Milliseconds per line of text: Longhand beside libtesseract, same model, same lines, one thread.
//   bench_ocr MODEL_FOLDER MODEL_NAME LINE.png... [--benchmark_* options]
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
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

std::string without_spaces(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isspace(c); });
  return text;
}

class Longhand {
 public:
  static std::unique_ptr<Longhand> load(const std::string& path) {
    auto model = longhand::OcrModel::load(load_bytes(path));
    if (model) return std::unique_ptr<Longhand>(new Longhand(std::move(*model)));
    std::fprintf(stderr, "%s: %s\n", path.c_str(), model.error().message.c_str());
    return nullptr;
  }

  std::string read(const Line& line) {
    auto result = recognizer_.recognize(view(line));
    return result ? std::move(result->text) : std::string();
  }

  std::size_t read_all(const std::vector<Line>& lines) {
    std::vector<longhand::ImageView> views;
    for (const Line& line : lines) views.push_back(view(line));
    return recognizer_.recognize_all(views).size();
  }

 private:
  explicit Longhand(longhand::OcrModel model)
      : recognizer_(std::make_shared<const longhand::OcrModel>(std::move(model))) {}

  static longhand::ImageView view(const Line& line) {
    return {line.pixels.get(), line.width, line.height, 1, line.width};
  }

  longhand::OcrRecognizer recognizer_;
};

class Libtesseract {
 public:
  static std::unique_ptr<Libtesseract> load(const std::string& folder, const std::string& name) {
    auto engine = std::make_unique<Libtesseract>();
    if (engine->api_.Init(folder.c_str(), name.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
      return nullptr;
    engine->api_.SetVariable("debug_file", "/dev/null");
    engine->api_.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
    return engine;
  }

  std::string read(const Line& line) {
    api_.SetImage(line.pixels.get(), line.width, line.height, 1, line.width);
    const std::unique_ptr<char[]> text(api_.GetUTF8Text());
    return text ? text.get() : "";
  }

 private:
  tesseract::TessBaseAPI api_;
};

/// The share of lines that both read alike: who reads something else does other work.
double agreement(const std::vector<Line>& lines, Longhand& ours, Libtesseract& peer) {
  std::size_t same = 0;
  for (const Line& line : lines)
    same += without_spaces(ours.read(line)) == without_spaces(peer.read(line));
  return double(same) / double(lines.size());
}

template <class Engine>
void run(benchmark::State& state, const std::vector<Line>& lines, Engine& engine, double alike) {
  for (auto _ : state)
    for (const Line& line : lines) benchmark::DoNotOptimize(engine.read(line));
  report_per_line(state, lines.size());
  state.counters["agreement"] = alike;
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
  std::shuffle(lines.begin(), lines.end(), std::minstd_rand());  // lengths mixed
  const auto ours = Longhand::load(folder + "/" + name + ".traineddata");
  const auto peer = Libtesseract::load(folder, name);
  if (!ours || !peer) return 1;
  const double alike = agreement(lines, *ours, *peer);
  benchmark::RegisterBenchmark("longhand", [&](benchmark::State& state) {
    run(state, lines, *ours, alike);
  })->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("together", [&](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(ours->read_all(lines));
    report_per_line(state, lines.size());
  })->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("libtesseract", [&](benchmark::State& state) {
    run(state, lines, *peer, alike);
  })->Unit(benchmark::kMillisecond);
  benchmark::RunSpecifiedBenchmarks();
}
