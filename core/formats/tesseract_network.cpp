#include "formats/tesseract_network.h"

#include <algorithm>
#include <array>

#include "formats/tesseract_weights.h"
#include "nn/grid/shape.h"
#include "text/utf8.h"

namespace longhand::formats {
namespace {

using nn::grid::Activation;
using nn::grid::LayerKind;
using nn::grid::LayerSpec;

constexpr int kMostLayers = 1000;
constexpr std::size_t kSmallestLayer = 23;  // bytes of the shortest possible layer header

enum class Support { no, yes };

struct LayerType {
  std::string_view name;
  LayerKind kind = LayerKind::input;
  Activation activation = Activation::linear;
  Support support = Support::yes;
};

/// In the order in which old files number the types.
constexpr std::array<LayerType, 27> kTypes = {{
    {"NONE", LayerKind::input, Activation::linear, Support::no},
    {"Input", LayerKind::input},
    {"Convolve", LayerKind::convolve},
    {"Maxpool", LayerKind::maxpool},
    {"Parallel", LayerKind::parallel},
    {"Replicated", LayerKind::parallel},
    {"ParBidiLSTM", LayerKind::parallel},
    {"DepParUDLSTM", LayerKind::parallel},
    {"Par2dLSTM", LayerKind::parallel},
    {"Series", LayerKind::series},
    {"Reconfig", LayerKind::reconfig},
    {"RTLReversed", LayerKind::reverse_x},
    {"TTBReversed", LayerKind::reverse_y},
    {"XYTranspose", LayerKind::transpose_xy},
    {"LSTM", LayerKind::lstm},
    {"SummLSTM", LayerKind::summarising_lstm},
    {"Logistic", LayerKind::fully_connected, Activation::logistic},
    {"LinLogistic", LayerKind::fully_connected, Activation::clip_0_1},
    {"LinTanh", LayerKind::fully_connected, Activation::clip_1_1},
    {"Tanh", LayerKind::fully_connected, Activation::tanh},
    {"Relu", LayerKind::fully_connected, Activation::relu},
    {"Linear", LayerKind::fully_connected, Activation::linear},
    {"Softmax", LayerKind::fully_connected, Activation::softmax},
    {"SoftmaxNoCTC", LayerKind::fully_connected, Activation::softmax_no_ctc},
    {"LSTMSoftmax", LayerKind::lstm, Activation::softmax, Support::no},
    {"LSTMBinarySoftmax", LayerKind::lstm, Activation::softmax, Support::no},
    {"TensorFlow", LayerKind::input, Activation::linear, Support::no},
}};

struct Header {
  LayerType type;
  bool training = false;
  std::int32_t flags = 0;
};

class TreeReader {
 public:
  explicit TreeReader(ByteReader& bytes) : bytes_(bytes) {}

  LayerSpec read_layer(int depth) {
    LayerSpec layer;
    if (depth > nn::grid::kMaxDepth || ++layers_ > kMostLayers) {
      bytes_.fail("layers nested deeper than " + std::to_string(nn::grid::kMaxDepth) +
                  " or more than " + std::to_string(kMostLayers));
      return layer;
    }
    const Header header = read_header(layer);
    if (bytes_.ok()) read_body(header, layer, depth);
    return layer;
  }

 private:
  LayerType read_type() {
    const auto number = bytes_.read<std::int8_t>();
    const std::string_view name = number == 0 ? bytes_.read_text() : std::string_view{};
    if (!bytes_.ok()) return {};
    const auto found = number == 0 ? std::find_if(kTypes.begin(), kTypes.end(),
                                                  [&](auto& type) { return type.name == name; })
                                   : kTypes.begin() + std::clamp<int>(number, 0, kTypes.size());
    if (found == kTypes.end() || found == kTypes.begin()) {
      bytes_.fail("unknown layer type " +
                  (number == 0 ? text::in_quotes(name) : std::to_string(number)));
      return {};
    }
    if (found->support == Support::no)
      bytes_.fail("not supported: " + std::string(found->name) + " layers",
                  ErrorCode::unsupported_model);
    return *found;
  }

  Header read_header(LayerSpec& layer) {
    Header header;
    header.type = read_type();
    header.training = bytes_.read<std::int8_t>() == 1;
    bytes_.skip(sizeof(std::int8_t));  // needs back-propagation
    header.flags = bytes_.read<std::int32_t>();
    layer.kind = header.type.kind;
    layer.activation = header.type.activation;
    layer.inputs = bytes_.read<std::int32_t>();
    layer.outputs = bytes_.read<std::int32_t>();
    bytes_.skip(sizeof(std::int32_t));  // number of weights
    layer.name = bytes_.read_text();
    return header;
  }

  void read_body(const Header& header, LayerSpec& layer, int depth) {
    switch (layer.kind) {
      case LayerKind::input: return read_input(layer);
      case LayerKind::series:
      case LayerKind::parallel:
      case LayerKind::reverse_x:
      case LayerKind::reverse_y:
      case LayerKind::transpose_xy: return read_container(header, layer, depth);
      case LayerKind::convolve:
      case LayerKind::maxpool:
      case LayerKind::reconfig: return read_window(layer);
      case LayerKind::lstm:
      case LayerKind::summarising_lstm: return read_lstm(header, layer);
      case LayerKind::fully_connected: return read_fully_connected(header, layer);
    }
  }

  void read_input(LayerSpec& layer) {
    bytes_.skip(sizeof(std::int32_t));  // batch
    const auto height = bytes_.read<std::int32_t>();
    const auto width = bytes_.read<std::int32_t>();
    const auto depth = bytes_.read<std::int32_t>();
    bytes_.skip(sizeof(std::int32_t));  // loss type
    if (!bytes_.ok()) return;
    if (width != 0 || depth != 1)
      return bytes_.fail("not supported: networks for images of fixed width or with colour",
                         ErrorCode::unsupported_model);
    layer.input_height = height;
    layer.inputs = layer.outputs = depth;
  }

  void read_container(const Header& header, LayerSpec& layer, int depth) {
    constexpr std::int32_t kHasLearningRates = 64;
    const auto count = bytes_.read_count(kSmallestLayer, "layers");
    const bool wraps_one = layer.kind != LayerKind::series && layer.kind != LayerKind::parallel;
    if (bytes_.ok() && (count == 0 || (wraps_one && count != 1)))
      complain(layer, "a container of " + std::to_string(count) + " layers");
    for (std::uint32_t i = 0; i < count && bytes_.ok(); ++i)
      layer.children.push_back(read_layer(depth + 1));
    if (bytes_.ok() && layer.kind == LayerKind::series) layer.inputs = layer.children[0].inputs;
    if (header.flags & kHasLearningRates)
      bytes_.skip(std::uint64_t{bytes_.read_count(sizeof(float), "learning rates")} *
                  sizeof(float));
  }

  void read_window(LayerSpec& layer) {
    layer.size_x = bytes_.read<std::int32_t>();
    layer.size_y = bytes_.read<std::int32_t>();
  }

  void read_lstm(const Header& header, LayerSpec& layer) {
    constexpr int kGates = 4;
    const auto sources = bytes_.read<std::int32_t>();
    layer.weights.reserve(kGates);
    for (int gate = 0; gate < kGates && bytes_.ok(); ++gate) {
      layer.weights.push_back(read_tesseract_weights(bytes_, header.training));
      const std::int64_t states = layer.weights[0].rows;
      if (bytes_.ok() && sources == layer.inputs + 2 * states)
        return bytes_.fail("not supported: 2-D LSTM layers", ErrorCode::unsupported_model);
    }
  }

  void read_fully_connected(const Header& header, LayerSpec& layer) {
    layer.weights.push_back(read_tesseract_weights(bytes_, header.training));
  }

  void complain(const LayerSpec& layer, const std::string& message) {
    bytes_.fail("layer " + text::in_quotes(layer.name) + ": " + message);
  }

  ByteReader& bytes_;
  int layers_ = 0;
};

}  // namespace

Result<nn::grid::LayerSpec> read_tesseract_network(ByteReader& reader) {
  LayerSpec network = TreeReader(reader).read_layer(0);
  if (!reader.ok()) return tl::unexpected(reader.error());
  return network;
}

}  // namespace longhand::formats
