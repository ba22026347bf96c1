#include "nn/network.h"

#include <algorithm>
#include <utility>

#include "nn/builder.h"

namespace longhand::nn {
namespace {

/// The layers of one format and the softmax behind them.
template <class Format>
struct Stack {
  LayerPtr<Format> layers;
  SoftmaxHead<Format> head;
  double densest;  ///< the most activations of a layer per column of the input
};

/// Activations of one layer that a line may need: 256 MB of them as floats.
constexpr double kMaxValues = 1 << 26;

/// Those that lines side by side should need at most.
constexpr double kMaxValuesTogether = 1 << 23;

constexpr int kMaxDepth = 32;

bool is_deeper(const LayerSpec& spec, int depth) {
  return depth < 0 ||
         std::any_of(spec.children.begin(), spec.children.end(),
                     [&](const LayerSpec& child) { return is_deeper(child, depth - 1); });
}

bool any_int8(const LayerSpec& spec) {
  for (const WeightMatrix& weights : spec.weights)
    if (weights.is_int8()) return true;
  for (const LayerSpec& child : spec.children)
    if (any_int8(child)) return true;
  return false;
}

Result<void> check_one_format(const LayerSpec& spec, bool int8) {
  for (const WeightMatrix& weights : spec.weights)
    if (weights.is_int8() != int8)
      return layer_error(spec, "int8 and float weights in one network");
  for (const LayerSpec& child : spec.children)
    if (auto ok = check_one_format(child, int8); !ok) return ok;
  return {};
}

Result<void> check_ends(const std::vector<const LayerSpec*>& specs) {
  if (specs.size() < 3 || specs.front()->kind != LayerKind::input)
    return fail(ErrorCode::invalid_model, "network: expected an input and two layers or more");
  if (specs.front()->outputs != 1)
    return fail(ErrorCode::unsupported_model, "not supported: images of depth " +
                                                  std::to_string(specs.front()->outputs) +
                                                  ", only grey ones");
  if (specs.back()->kind != LayerKind::fully_connected ||
      specs.back()->activation != Activation::softmax)
    return fail(ErrorCode::unsupported_model, "not supported: a network that ends without softmax");
  return {};
}

Result<void> check_result(const Shape& shape) {
  if (shape.y.size == 1 && shape.x.size == 0) return {};
  return fail(ErrorCode::unsupported_model,
              "not supported: a network whose result is not one row of time steps");
}

template <class Format>
Result<void> build_stack(const std::vector<const LayerSpec*>& specs, Slots& slots, Shape& shape,
                         std::unique_ptr<Stack<Format>>& stack) {
  const LayerSpec& softmax = *specs.back();
  Builder<Format> builder(slots);
  auto layers = builder.series({specs.begin() + 1, specs.end() - 1}, shape);
  if (!layers) return tl::unexpected(layers.error());
  if (auto ok = check_layer(softmax, shape); !ok) return tl::unexpected(ok.error());
  if (auto ok = check_result(shape); !ok) return tl::unexpected(ok.error());
  const double labels = double(softmax.outputs) / shape.x.scale;
  stack = std::make_unique<Stack<Format>>(
      Stack<Format>{std::move(*layers), SoftmaxHead<Format>(softmax.weights[0], slots),
                    std::max(builder.densest(), labels)});
  return {};
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
  int input_height = 0;
  int x_scale = 1, y_scale = 1;
  int labels = 0;

  /// The network's part that depends on its format.
  Result<void> build(const std::vector<const LayerSpec*>& specs, bool is_int8, Slots& slots,
                     Shape& shape) {
    if (!is_int8) return build_stack(specs, slots, shape, real);
    if constexpr (simd::kMayHaveBytes)
      if (simd::tesseract_kernels().multiply_bytes) return build_stack(specs, slots, shape, bytes);
    return build_stack(specs, slots, shape, int8);
  }

  double densest() const { return int8 ? int8->densest : bytes ? bytes->densest : real->densest; }

  Result<void> check_line(int height, int width) const {
    const int least_height = input_height > 0 ? input_height : y_scale;
    if (width * densest() > kMaxValues)
      return fail(ErrorCode::invalid_image, "network: expected a line of at most " +
                                                std::to_string(long(kMaxValues / densest())) +
                                                " columns for this model, found " +
                                                std::to_string(width));
    if (height >= least_height && width >= x_scale) return {};
    return fail(ErrorCode::invalid_image, "network: expected a line of " + std::to_string(x_scale) +
                                              "x" + std::to_string(least_height) +
                                              " pixels or more, found " + std::to_string(width) +
                                              "x" + std::to_string(height));
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
  if (is_deeper(spec, kMaxDepth))
    return fail(ErrorCode::invalid_model,
                "network: layers nested more than " + std::to_string(kMaxDepth) + " deep");
  const auto specs = flatten(spec);
  if (auto ok = check_ends(specs); !ok) return tl::unexpected(ok.error());
  const bool is_int8 = any_int8(spec);
  if (auto ok = check_one_format(spec, is_int8); !ok) return tl::unexpected(ok.error());

  auto impl = std::make_unique<Impl>();
  Slots slots;
  Shape shape{{specs.front()->input_height, 1}, {0, 1}, 1};
  impl->input_height = shape.y.size;
  impl->labels = specs.back()->outputs;
  if (auto built = impl->build(specs, is_int8, slots, shape); !built)
    return tl::unexpected(built.error());
  impl->x_scale = shape.x.scale;
  impl->y_scale = shape.y.scale;
  return Network(std::move(impl));
}

bool Network::is_int8() const { return impl_->real == nullptr; }
int Network::input_height() const { return impl_->input_height; }
int Network::x_scale() const { return impl_->x_scale; }
int Network::labels() const { return impl_->labels; }

int Network::columns_together() const { return int(kMaxValuesTogether / impl_->densest()); }

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

}  // namespace longhand::nn
