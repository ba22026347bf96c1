#include "formats/tesseract_shape.h"

#include <cstdint>
#include <string>

#include "text/utf8.h"

namespace longhand::formats {
namespace {

using nn::LayerKind;
using nn::LayerSpec;

constexpr std::int64_t kMostWindowFeatures = 4096;
constexpr int kAny = -1;  // a side that depends on the image

/// What flows between two layers.
struct Flow {
  int features = 1;
  int height = kAny;
  int width = kAny;
};

class FlowChecker {
 public:
  explicit FlowChecker(bool int8) : int8_(int8) {}

  Flow follow(const LayerSpec& layer, Flow in, bool last) {
    if (layer.kind == LayerKind::input) {
      complain(layer, "an input layer inside the network");
      return in;
    }
    const bool is_series = layer.kind == LayerKind::series;
    if (last && !is_series && layer.kind != LayerKind::fully_connected)
      complain(layer, "expected a softmax as the last layer");
    if (layer.inputs != in.features)
      complain(layer, "takes " + std::to_string(layer.inputs) + " features, but the layer before " +
                          "gives " + std::to_string(in.features));
    const Flow out = is_series ? follow_series(layer, in, 0, last) : apply(layer, in, last);
    if (out.features != layer.outputs)
      complain(layer, "announces " + std::to_string(layer.outputs) + " features, but gives " +
                          std::to_string(out.features));
    return out;
  }

  Flow follow_series(const LayerSpec& series, Flow flow, std::size_t first, bool last) {
    const auto& children = series.children;
    for (std::size_t i = first; i < children.size() && message_.empty(); ++i)
      flow = follow(children[i], flow, last && i + 1 == children.size());
    return flow;
  }

  void complain(const LayerSpec& layer, const std::string& problem) {
    if (message_.empty()) message_ = "layer " + text::in_quotes(layer.name) + ": " + problem;
  }

  const std::string& message() const { return message_; }

 private:
  Flow apply(const LayerSpec& layer, Flow in, bool last) {
    switch (layer.kind) {
      case LayerKind::input:
      case LayerKind::series: return in;
      case LayerKind::parallel: return apply_parallel(layer, in);
      case LayerKind::reverse_x:
      case LayerKind::reverse_y: return follow(layer.children[0], in, false);
      case LayerKind::transpose_xy: {
        const Flow out = follow(layer.children[0], {in.features, in.width, in.height}, false);
        return {out.features, out.width, out.height};
      }
      case LayerKind::convolve:
        return with_features(layer, in,
                             std::int64_t{2 * layer.size_x + 1} * (2 * layer.size_y + 1));
      case LayerKind::maxpool: return pooled(layer, in);
      case LayerKind::reconfig:
        return with_features(layer, pooled(layer, in), std::int64_t{layer.size_x} * layer.size_y);
      case LayerKind::lstm:
      case LayerKind::summarising_lstm:
      case LayerKind::fully_connected: return apply_weights(layer, in, last);
    }
    return in;
  }

  Flow apply_parallel(const LayerSpec& layer, Flow in) {
    Flow out = follow(layer.children[0], in, false);
    for (std::size_t i = 1; i < layer.children.size() && message_.empty(); ++i) {
      const Flow other = follow(layer.children[i], in, false);
      if (other.height != out.height || other.width != out.width)
        complain(layer, "parallel layers give grids of different sizes");
      out.features += other.features;
    }
    return out;
  }

  Flow apply_weights(const LayerSpec& layer, Flow in, bool last) {
    for (const auto& matrix : layer.weights)
      if (matrix.is_int8() != int8_)
        complain(layer,
                 int8_ ? "float weights in an int8 network" : "int8 weights in a float network");
    const bool softmax = layer.kind == LayerKind::fully_connected &&
                         layer.activation == nn::Activation::softmax;
    if (softmax != last)
      complain(layer, last ? "expected a softmax as the last layer" : "a softmax before the end");
    if (layer.kind == LayerKind::summarising_lstm) in.width = 1;
    in.features = layer.outputs;
    return in;
  }

  Flow with_features(const LayerSpec& layer, Flow in, std::int64_t factor) {
    if (factor * in.features > kMostWindowFeatures)
      complain(layer, "more than " + std::to_string(kMostWindowFeatures) + " features in a window");
    else in.features = static_cast<int>(factor * in.features);
    return in;
  }

  static int divided(int side, int scale) { return side == kAny ? kAny : side / scale; }

  Flow pooled(const LayerSpec& layer, Flow in) {
    in.height = divided(in.height, layer.size_y);
    in.width = divided(in.width, layer.size_x);
    if (in.height == 0 || in.width == 0) complain(layer, "pools everything away");
    return in;
  }

  bool int8_;
  std::string message_;
};

}  // namespace

Result<void> check_tesseract_network(const LayerSpec& network, bool int8) {
  FlowChecker checker(int8);
  if (network.kind != LayerKind::series || network.children.size() < 2 ||
      network.children[0].kind != LayerKind::input) {
    checker.complain(network, "expected a series that starts with an input");
  } else {
    const int height = network.children[0].input_height;
    const Flow flow = checker.follow_series(network, {1, height > 0 ? height : kAny, kAny}, 1,
                                            true);
    if (flow.height != 1 || flow.width != kAny)
      checker.complain(network, "expected to end in one row of time steps");
    if (flow.features != network.outputs)
      checker.complain(network, "announces " + std::to_string(network.outputs) +
                                    " labels, but gives " + std::to_string(flow.features));
  }
  if (checker.message().empty()) return {};
  return fail(ErrorCode::invalid_model, "traineddata: component lstm: " + checker.message());
}

}  // namespace longhand::formats
