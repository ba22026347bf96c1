#include "nn/shape.h"

#include <cmath>

namespace longhand::nn {
namespace {

constexpr int kMaxColumns = 1 << 16;  ///< int8 sums of so many products fit into 32 bits
constexpr int kMaxWindow = 16;
constexpr int kMaxScale = 1 << 12;  ///< input pixels per position of a pooled axis

std::string expected(const std::string& what, long wanted, long found) {
  return "expected " + std::to_string(wanted) + " " + what + ", found " + std::to_string(found);
}

Result<void> check_matrix(const LayerSpec& layer, const WeightMatrix& matrix, int rows,
                          int inputs) {
  if (matrix.rows != rows)
    return layer_error(layer, expected("rows of weights", rows, matrix.rows));
  if (matrix.cols != inputs + 1)
    return layer_error(layer, expected("columns of weights", inputs + 1, matrix.cols));
  if (matrix.cols > kMaxColumns)
    return layer_error(layer, "more than " + std::to_string(kMaxColumns) + " columns of weights");
  const std::size_t size = std::size_t(matrix.rows) * matrix.cols;
  const std::size_t found = matrix.is_int8() ? matrix.int8.size() : matrix.real.size();
  if (found != size) return layer_error(layer, expected("weights", long(size), long(found)));
  if (matrix.is_int8() && matrix.scale.size() < std::size_t(rows))
    return layer_error(layer, expected("scales", rows, long(matrix.scale.size())));
  return {};
}

Result<void> check_lstm(const LayerSpec& layer) {
  if (layer.weights.size() != 4)
    return layer_error(layer, expected("gates", 4, long(layer.weights.size())));
  for (const WeightMatrix& gate : layer.weights)
    if (auto ok = check_matrix(layer, gate, layer.outputs, layer.inputs + layer.outputs); !ok)
      return ok;
  return {};
}

Result<void> check_dense(const LayerSpec& layer) {
  if (layer.weights.size() != 1)
    return layer_error(layer, expected("weight matrices", 1, long(layer.weights.size())));
  return check_matrix(layer, layer.weights[0], layer.outputs, layer.inputs);
}

Result<void> check_sizes(const LayerSpec& layer) {
  const int least = layer.kind == LayerKind::convolve ? 0 : 1;
  for (int size : {layer.size_x, layer.size_y})
    if (size < least || size > kMaxWindow)
      return layer_error(layer, "expected a size of " + std::to_string(least) + " to " +
                                    std::to_string(kMaxWindow) + ", found " + std::to_string(size));
  return {};
}

/// Features behind a convolve, maxpool or reconfig layer.
long features_after(const LayerSpec& layer, long features) {
  if (layer.kind == LayerKind::convolve)
    return features * (2 * layer.size_x + 1) * (2 * layer.size_y + 1);
  return layer.kind == LayerKind::reconfig ? features * layer.size_x * layer.size_y : features;
}

Result<void> check_pooled(const LayerSpec& layer, const Axis& axis, int by) {
  if (axis.size > 0 && axis.size < by)
    return layer_error(layer, "expected " + std::to_string(by) + " positions or more, found " +
                                  std::to_string(axis.size));
  if (axis.scale * by > kMaxScale)
    return layer_error(layer, "more than " + std::to_string(kMaxScale) + " pixels per position");
  return {};
}

Result<void> check_window(const LayerSpec& layer, const Shape& shape) {
  if (auto ok = check_sizes(layer); !ok) return ok;
  if (const long features = features_after(layer, shape.features); features != layer.outputs)
    return layer_error(layer, expected("outputs", features, layer.outputs));
  if (layer.kind == LayerKind::convolve) return {};
  if (auto ok = check_pooled(layer, shape.y, layer.size_y); !ok) return ok;
  return check_pooled(layer, shape.x, layer.size_x);
}

Axis divided(Axis axis, int by) { return {axis.size / by, axis.scale * by}; }

constexpr int kTallestFreeLine = 48;

double extent(Axis axis) { return axis.size > 0 ? axis.size : 1.0 / axis.scale; }

}  // namespace

double values_per_column(const Shape& shape) {
  const bool free_height = shape.y.size == 0 && shape.x.size == 0;
  return shape.features * extent(shape.y) * extent(shape.x) * (free_height ? kTallestFreeLine : 1);
}

tl::unexpected<Error> layer_error(const LayerSpec& layer, const std::string& what) {
  return fail(ErrorCode::invalid_model, "network: layer \"" + layer.name + "\": " + what);
}

Result<void> check_layer(const LayerSpec& layer, const Shape& shape) {
  if (layer.inputs != shape.features)
    return layer_error(layer, expected("inputs", shape.features, layer.inputs));
  if (layer.outputs < 1 || layer.outputs > kMaxFeatures)
    return layer_error(layer, "expected 1 to " + std::to_string(kMaxFeatures) + " outputs, found " +
                                  std::to_string(layer.outputs));
  switch (layer.kind) {
    case LayerKind::lstm:
    case LayerKind::summarising_lstm: return check_lstm(layer);
    case LayerKind::fully_connected: return check_dense(layer);
    case LayerKind::convolve:
    case LayerKind::maxpool:
    case LayerKind::reconfig: return check_window(layer, shape);
    default: return {};
  }
}

Shape shape_after(const LayerSpec& layer, Shape shape) {
  shape.features = layer.outputs;
  if (layer.kind == LayerKind::maxpool || layer.kind == LayerKind::reconfig)
    return {divided(shape.y, layer.size_y), divided(shape.x, layer.size_x), shape.features};
  if (layer.kind == LayerKind::summarising_lstm) shape.x = {1, 1};
  return shape;
}

}  // namespace longhand::nn
