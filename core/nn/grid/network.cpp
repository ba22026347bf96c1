#include "nn/grid/network.h"

#include <algorithm>
#include <utility>

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

/// Activations of an int8 network as the kernels take them.
template <class Format>
void widen(const Grid<std::int8_t>& line, Grid<typename Format::Input>& widened) {
  widened.resize(line.height, line.width, 1);
  std::transform(line.values.begin(), line.values.begin() + std::ptrdiff_t(line.size()),
                 widened.values.begin(),
                 [](std::int8_t v) { return typename Format::Input(v + Format::kZero); });
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
void run_int8_stack(const Stack<Format>& stack, std::span<const Grid<std::int8_t>> lines, Run run,
                    Activations<Format>& memory, std::span<Grid<float>> out) {
  const auto widened = first(memory.lines, lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) widen<Format>(lines[i], widened[i]);
  run_stack<Format>(stack, widened, run, memory.features, out);
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

  Result<void> check_line(int height, int width) const {
    if (width * shape.densest > kMaxValues)
      return fail(ErrorCode::invalid_image, "network: expected a line of at most " +
                                                std::to_string(long(kMaxValues / shape.densest)) +
                                                " columns for this model, found " +
                                                std::to_string(width));
    if (height >= shape.least_height && width >= shape.x_scale) return {};
    return fail(ErrorCode::invalid_image,
                "network: expected a line of " + std::to_string(shape.x_scale) + "x" +
                    std::to_string(shape.least_height) + " or more, found " +
                    std::to_string(width) + "x" + std::to_string(height));
  }

  template <class T>
  Result<void> check_lines(std::span<const Grid<T>> lines) const {
    for (const Grid<T>& line : lines)
      if (auto ok = check_line(line.height, line.width); !ok) return ok;
    return {};
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

bool Network::is_int8() const { return impl_->shape.int8; }
int Network::input_height() const { return impl_->shape.height; }
int Network::x_scale() const { return impl_->shape.x_scale; }
int Network::labels() const { return impl_->shape.labels; }

int Network::columns_together() const { return int(kMaxValuesTogether / impl_->shape.densest); }

Result<void> Network::check_line(int height, int width) const {
  return impl_->check_line(height, width);
}

Result<void> Network::forward(std::span<const Grid<std::int8_t>> lines, const NoiseGenerator& noise,
                              Workspace& workspace, std::span<Grid<float>> out) const {
  if (auto ok = impl_->check_lines(lines); !ok) return ok;
  if (!is_int8()) return fail(ErrorCode::invalid_image, "network: expected a float line");
  Workspace::Impl& memory = workspace.impl();
  const Run run = memory.run(noise, lines.size());
  if (impl_->int8) run_int8_stack(*impl_->int8, lines, run, memory.int8, out);
  else if constexpr (simd::kMayHaveBytes)
    run_int8_stack(*impl_->bytes, lines, run, memory.bytes, out);
  return {};
}

Result<void> Network::forward(std::span<const Grid<float>> lines, const NoiseGenerator& noise,
                              Workspace& workspace, std::span<Grid<float>> out) const {
  if (auto ok = impl_->check_lines(lines); !ok) return ok;
  if (is_int8()) return fail(ErrorCode::invalid_image, "network: expected an int8 line");
  Workspace::Impl& memory = workspace.impl();
  run_stack(*impl_->real, lines, memory.run(noise, lines.size()), memory.real.features, out);
  return {};
}

}  // namespace longhand::nn::grid
