#include "nn/grid/shape.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "text/utf8.h"

namespace longhand::nn::grid {
namespace {

constexpr int kMaxHeight = 1024;          ///< of the input
constexpr int kMaxColumns = 1 << 16;      ///< int8 sums of so many products fit into 32 bits
constexpr int kMaxWindow = 16;            ///< half the side of a convolution, the side of a pool
constexpr int kMaxWindowFeatures = 4096;  ///< they cost no weights
constexpr int kMaxScale = 1 << 12;        ///< input positions per position of a pooled axis
constexpr int kTallestFreeLine = 48;

/// One direction of a grid.
struct Axis {
  int size = 0;   ///< positions; 0 = depends on the line
  int scale = 1;  ///< input positions per position
  int least = 1;  ///< input positions that it takes to have one
};

struct Shape {
  Axis y, x;
  int features = 0;
};

Shape turned(const Shape& shape) { return {shape.x, shape.y, shape.features}; }

Axis divided(Axis axis, int by) {
  const int scale = axis.scale * by;
  return {axis.size / by, scale, std::max(axis.least, scale)};
}

double extent(Axis axis) { return axis.size > 0 ? axis.size : 1.0 / axis.scale; }

/// Activations per column of the input.
double density(const Shape& shape) {
  const bool free_height = shape.y.size == 0 && shape.x.size == 0;
  return shape.features * extent(shape.y) * extent(shape.x) * (free_height ? kTallestFreeLine : 1);
}

std::string expected(const std::string& what, std::int64_t wanted, std::int64_t found) {
  return "expected " + std::to_string(wanted) + " " + what + ", found " + std::to_string(found);
}

std::string expected(const std::string& what, int least, int most, int found) {
  return "expected " + what + " of " + std::to_string(least) + " to " + std::to_string(most) +
         ", found " + std::to_string(found);
}

/// Follows a grid through the layers. The first mistake is kept; what follows it is meaningless.
class Follower {
 public:
  explicit Follower(bool int8) : int8_(int8) {}

  /// Through the members of a series from `first` on; `last` if the network ends with it.
  Shape series(const LayerSpec& spec, std::size_t first, Shape shape, bool last) {
    const auto& children = spec.children;
    for (std::size_t i = first; i < children.size() && !error_; ++i)
      shape = follow(children[i], shape, last && i + 1 == children.size());
    return shape;
  }

  void complain(const LayerSpec& layer, const std::string& problem,
                ErrorCode code = ErrorCode::invalid_model) {
    if (!error_) error_ = {code, "layer " + text::in_quotes(layer.name) + ": " + problem};
  }

  const std::optional<Error>& error() const { return error_; }
  double densest() const { return densest_; }

 private:
  Shape follow(const LayerSpec& layer, const Shape& in, bool last) {
    if (layer.inputs != in.features) complain(layer, expected("inputs", in.features, layer.inputs));
    if (layer.outputs < 1 || layer.outputs > kMaxFeatures)
      complain(layer, "expected 1 to " + std::to_string(kMaxFeatures) + " outputs, found " +
                          std::to_string(layer.outputs));
    if (last && layer.kind != LayerKind::series && layer.kind != LayerKind::fully_connected)
      complain(layer, "expected a softmax as the last layer");
    if (error_) return in;
    const Shape out = after(layer, in, last);
    if (out.features != layer.outputs)
      complain(layer, expected("outputs", out.features, layer.outputs));
    densest_ = std::max(densest_, density(out));
    return out;
  }

  Shape after(const LayerSpec& layer, const Shape& in, bool last) {
    switch (layer.kind) {
      case LayerKind::input: complain(layer, "an input inside the network"); return in;
      case LayerKind::series: return inner_series(layer, in, last);
      case LayerKind::parallel: return parallel(layer, in);
      case LayerKind::reverse_x:
      case LayerKind::reverse_y: return only_child(layer, in);
      case LayerKind::transpose_xy: return turned(only_child(layer, turned(in)));
      case LayerKind::convolve: return convolve(layer, in);
      case LayerKind::maxpool: return pooled(layer, in);
      case LayerKind::reconfig: return stacked(layer, in);
      case LayerKind::lstm:
      case LayerKind::summarising_lstm: return lstm(layer, in);
      case LayerKind::fully_connected: return dense(layer, in, last);
    }
    return in;
  }

  Shape inner_series(const LayerSpec& layer, const Shape& in, bool last) {
    if (layer.children.empty()) complain(layer, "a series without layers");
    return series(layer, 0, in, last);
  }

  Shape only_child(const LayerSpec& layer, const Shape& in) {
    if (layer.children.size() == 1) return follow(layer.children[0], in, false);
    complain(layer, expected("inner layer", 1, std::int64_t(layer.children.size())));
    return in;
  }

  Shape parallel(const LayerSpec& layer, const Shape& in) {
    if (layer.children.empty()) complain(layer, "no inner layers");
    std::int64_t features = 0;
    std::optional<Shape> all;
    for (std::size_t i = 0; i < layer.children.size() && !error_; ++i) {
      const Shape own = follow(layer.children[i], in, false);
      if (!all) all = own;
      if (own.x.scale != all->x.scale || own.y.scale != all->y.scale || own.x.size != all->x.size ||
          own.y.size != all->y.size)
        complain(layer.children[i], "a grid of another size than its neighbour's");
      features += own.features;
    }
    if (features > kMaxFeatures)
      complain(layer, "more than " + std::to_string(kMaxFeatures) + " outputs");
    if (error_) return in;
    all->features = int(features);
    return *all;
  }

  Shape convolve(const LayerSpec& layer, Shape shape) {
    check_window(layer, 0);
    if (error_) return shape;
    shape.features = window_features(layer, shape.features, 2 * layer.size_x + 1,
                                     2 * layer.size_y + 1);
    return shape;
  }

  Shape stacked(const LayerSpec& layer, const Shape& in) {
    Shape shape = pooled(layer, in);
    if (!error_)
      shape.features = window_features(layer, shape.features, layer.size_x, layer.size_y);
    return shape;
  }

  Shape pooled(const LayerSpec& layer, const Shape& in) {
    check_window(layer, 1);
    if (error_) return in;
    check_pooled(layer, in.y, layer.size_y);
    check_pooled(layer, in.x, layer.size_x);
    return {divided(in.y, layer.size_y), divided(in.x, layer.size_x), in.features};
  }

  void check_window(const LayerSpec& layer, int least) {
    for (const int size : {layer.size_x, layer.size_y})
      if (size < least || size > kMaxWindow)
        complain(layer, expected("a window", least, kMaxWindow, size));
  }

  void check_pooled(const LayerSpec& layer, const Axis& axis, int by) {
    if (axis.size > 0 && axis.size < by)
      complain(layer, expected("positions or more", by, axis.size));
    if (axis.scale * by > kMaxScale)
      complain(layer, "more than " + std::to_string(kMaxScale) + " input positions in one");
  }

  int window_features(const LayerSpec& layer, int features, int columns, int rows) {
    const std::int64_t product = std::int64_t{features} * columns * rows;
    if (product > kMaxWindowFeatures)
      complain(layer, "more than " + std::to_string(kMaxWindowFeatures) + " features in a window");
    return int(product);
  }

  Shape lstm(const LayerSpec& layer, Shape shape) {
    check_weights(layer, "gates", 4, layer.inputs + layer.outputs);
    if (layer.kind == LayerKind::summarising_lstm) shape.x = {1, 1, shape.x.least};
    shape.features = layer.outputs;
    return shape;
  }

  Shape dense(const LayerSpec& layer, Shape shape, bool last) {
    if (last != (layer.activation == Activation::softmax))
      complain(layer, last ? "expected a softmax as the last layer" : "a softmax before the end");
    check_weights(layer, "weight matrices", 1, layer.inputs);
    shape.features = layer.outputs;
    return shape;
  }

  void check_weights(const LayerSpec& layer, const char* what, std::size_t count, int inputs) {
    if (layer.weights.size() != count)
      complain(layer, expected(what, std::int64_t(count), std::int64_t(layer.weights.size())));
    for (const Matrix& matrix : layer.weights) check_matrix(layer, matrix, inputs);
  }

  void check_matrix(const LayerSpec& layer, const Matrix& matrix, int inputs) {
    if (matrix.is_int8() != int8_) complain(layer, "int8 and float weights in one network");
    if (matrix.rows != layer.outputs)
      complain(layer, expected("rows of weights", layer.outputs, matrix.rows));
    if (matrix.cols != inputs + 1)
      complain(layer, expected("columns of weights", inputs + 1, matrix.cols));
    if (matrix.cols > kMaxColumns)
      complain(layer, "more than " + std::to_string(kMaxColumns) + " columns of weights");
    const std::size_t found = int8_ ? matrix.int8.size() : matrix.real.size();
    if (found != matrix.size())
      complain(layer, expected("weights", std::int64_t(matrix.size()), std::int64_t(found)));
    if (int8_ && matrix.scale.size() != std::size_t(matrix.rows))
      complain(layer, expected("scales", matrix.rows, std::int64_t(matrix.scale.size())));
  }

  bool int8_;
  double densest_ = 0;
  std::optional<Error> error_;
};

bool is_deeper(const LayerSpec& spec, int depth) {
  return depth < 0 ||
         std::any_of(spec.children.begin(), spec.children.end(),
                     [&](const LayerSpec& child) { return is_deeper(child, depth - 1); });
}

bool any_int8(const LayerSpec& spec) {
  return std::ranges::any_of(spec.weights, &Matrix::is_int8) ||
         std::ranges::any_of(spec.children, any_int8);
}

void flatten_into(const LayerSpec& spec, std::vector<const LayerSpec*>& out) {
  if (spec.kind != LayerKind::series) return out.push_back(&spec);
  for (const LayerSpec& child : spec.children) flatten_into(child, out);
}

Result<void> check_input(const LayerSpec& network) {
  if (network.kind != LayerKind::series || flatten(network).size() < 3 ||
      network.children[0].kind != LayerKind::input)
    return fail(ErrorCode::invalid_model, "expected an input and two layers or more");
  const LayerSpec& input = network.children[0];
  if (input.outputs != 1)
    return fail(
        ErrorCode::unsupported_model,
        "not supported: an input of " + std::to_string(input.outputs) + " features, only of one");
  if (input.input_height < 0 || input.input_height > kMaxHeight)
    return fail(ErrorCode::invalid_model,
                "the input: " + expected("a height", 0, kMaxHeight, input.input_height));
  return {};
}

}  // namespace

std::vector<const LayerSpec*> flatten(const LayerSpec& spec) {
  std::vector<const LayerSpec*> specs;
  flatten_into(spec, specs);
  return specs;
}

Result<NetworkShape> check_network(const LayerSpec& network) {
  if (is_deeper(network, kMaxDepth))
    return fail(ErrorCode::invalid_model,
                "layers nested more than " + std::to_string(kMaxDepth) + " deep");
  if (auto ok = check_input(network); !ok) return tl::unexpected(ok.error());
  const int height = network.children[0].input_height;
  const bool int8 = any_int8(network);
  Follower follower(int8);
  const Shape end = follower.series(network, 1, {{height}, {}, 1}, true);
  if (end.y.size != 1 || end.x.size != 0)
    follower.complain(network, "not supported: a result that is not one row of time steps",
                      ErrorCode::unsupported_model);
  if (end.features != network.outputs)
    follower.complain(network, expected("outputs", end.features, network.outputs));
  if (follower.error()) return tl::unexpected(*follower.error());
  return NetworkShape{
      height, std::max(height, end.y.least), end.x.scale, end.features, int8, follower.densest()};
}

}  // namespace longhand::nn::grid
