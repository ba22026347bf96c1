#include "nn/grid/network.h"

#include <algorithm>
#include <utility>

#include "nn/grid/as_int8.h"
#include "nn/grid/builder.h"
#include "nn/grid/shape.h"

namespace longhand::nn::grid {
namespace {

/// The layers of one format and the softmax behind them.
template <class Format>
struct Stack {
  LayerPtr<Format> layers;
  SoftmaxHead<Format> head;
};

/// Activations of one layer that a line may need: 256 MB of them as floats.
constexpr double kMaxValues = 1 << 26;

/// Those that lines side by side should need at most.
constexpr double kMaxValuesTogether = 1 << 23;

template <class Format>
std::unique_ptr<Stack<Format>> build_stack(const std::vector<const LayerSpec*>& specs) {
  Slots slots;
  auto layers = Builder<Format>(slots).series({specs.begin() + 1, specs.end() - 1});
  return std::make_unique<Stack<Format>>(
      Stack<Format>{std::move(layers), SoftmaxHead<Format>(specs.back()->weights[0], slots)});
}

/// What goes into a stack and what comes out, line by line.
template <class Format>
struct Activations {
  std::vector<Grid<typename Format::Input>> lines, features;
};

/// A line as an int8 network takes it.
template <class Format>
void quantise(const Grid<float>& line, Grid<typename Format::Input>& quantised) {
  quantised.resize(line.height, line.width, 1);
  std::transform(line.values.begin(), line.values.begin() + std::ptrdiff_t(line.size()),
                 quantised.values.begin(),
                 [](float v) { return typename Format::Input(as_int8(v) + Format::kZero); });
}

template <class T>
std::span<Grid<T>> first(std::vector<Grid<T>>& grids, std::size_t count) {
  if (grids.size() < count) grids.resize(count);
  return {grids.data(), count};
}

template <class Format>
void run_stack(const Stack<Format>& stack, std::span<const Grid<typename Format::Input>> lines,
               Run run, std::vector<Grid<typename Format::Input>>& kept,
               std::span<Grid<float>> out) {
  const auto features = first(kept, lines.size());
  stack.layers->forward(lines, features, run);
  for (std::size_t i = 0; i < lines.size(); ++i) stack.head.forward(features[i], out[i], run);
}

template <class Format>
void run_int8_stack(const Stack<Format>& stack, std::span<const Grid<float>> lines, Run run,
                    Activations<Format>& memory, std::span<Grid<float>> out) {
  const auto quantised = first(memory.lines, lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) quantise<Format>(lines[i], quantised[i]);
  run_stack<Format>(stack, quantised, run, memory.features, out);
}

}  // namespace

struct Network::Workspace::Impl {
  Scratch scratch;
  std::vector<NoiseGenerator> noise;
  Activations<simd::Int8> int8;
  Activations<simd::Bytes> bytes;
  Activations<simd::Float32> real;

  Run run(const NoiseGenerator& of_each_line, std::size_t lines) {
    noise.assign(lines, of_each_line);
    return {noise, scratch};
  }
};

Network::Workspace::Workspace() : impl_(std::make_unique<Impl>()) {}
Network::Workspace::Workspace(Workspace&&) noexcept = default;
Network::Workspace& Network::Workspace::operator=(Workspace&&) noexcept = default;
Network::Workspace::~Workspace() = default;

struct Network::Impl {
  std::unique_ptr<Stack<simd::Int8>> int8;  ///< one of the three
  std::unique_ptr<Stack<simd::Bytes>> bytes;
  std::unique_ptr<Stack<simd::Float32>> real;
  NetworkShape shape;

  explicit Impl(const LayerSpec& spec, NetworkShape checked) : shape(checked) {
    const auto specs = flatten(spec);
    if (!shape.int8) {
      real = build_stack<simd::Float32>(specs);
      return;
    }
    if constexpr (simd::kMayHaveBytes)
      if (simd::tesseract_kernels().multiply_bytes) bytes = build_stack<simd::Bytes>(specs);
    if (!bytes) int8 = build_stack<simd::Int8>(specs);
  }
};

Network::Network(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

Result<Network> Network::build(const LayerSpec& spec) {
  const auto shape = check_network(spec);
  if (!shape) return fail(shape.error().code, "network: " + shape.error().message);
  return Network(std::make_unique<Impl>(spec, *shape));
}

int Network::input_height() const { return impl_->shape.height; }
int Network::x_scale() const { return impl_->shape.x_scale; }
int Network::labels() const { return impl_->shape.labels; }
int Network::least_height() const { return impl_->shape.least_height; }
int Network::most_columns() const { return int(kMaxValues / impl_->shape.densest); }
int Network::columns_together() const { return int(kMaxValuesTogether / impl_->shape.densest); }

void Network::forward(std::span<const Grid<float>> lines, const NoiseGenerator& noise,
                      Workspace& workspace, std::span<Grid<float>> out) const {
  Workspace::Impl& memory = workspace.impl();
  const Run run = memory.run(noise, lines.size());
  if (impl_->real) run_stack(*impl_->real, lines, run, memory.real.features, out);
  else if (impl_->int8) run_int8_stack(*impl_->int8, lines, run, memory.int8, out);
  else if constexpr (simd::kMayHaveBytes)
    run_int8_stack(*impl_->bytes, lines, run, memory.bytes, out);
}

}  // namespace longhand::nn::grid
