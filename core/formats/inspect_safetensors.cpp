#include "formats/inspect_safetensors.h"

#include "formats/architecture.h"
#include "formats/sequence_model.h"
#include "text/json.h"

namespace longhand::formats {
namespace {

using text::Json;

std::size_t size_of(const nn::LstmWeights& part) {
  return part.input.size() + part.recurrent.size() + part.projection.size() + part.bias.size();
}

LayerInfo lstm_info(const nn::LstmStackWeights& stack, const std::string& name) {
  const nn::LstmShape& shape = stack.shape;
  LayerInfo info{shape.bidirectional ? "bidirectional LSTM" : "LSTM",
                 name,
                 shape.inputs,
                 shape.width(),
                 0,
                 {}};
  for (int layer = 0; layer < shape.layers; ++layer) {
    LayerInfo child{"layer", "", shape.inputs_of(layer), shape.width(), 0, {}};
    for (int direction = 0; direction < shape.directions(); ++direction)
      child.weights += size_of(stack.parts[std::size_t(layer) * shape.directions() + direction]);
    info.weights += child.weights;
    info.children.push_back(child);
  }
  return info;
}

LayerInfo network_info(const nn::SequenceWeights& weights, const Architecture& names) {
  const nn::LstmShape& shape = weights.lstm.shape;
  LayerInfo root{"series", "", shape.inputs, shape.width(), 0, {}};
  root.children.push_back(lstm_info(weights.lstm, names.lstm.name));
  if (const auto& linear = weights.linear) {
    root.outputs = linear->matrix.rows;
    root.children.push_back({"fully connected",
                             names.linear->name,
                             linear->matrix.cols,
                             linear->matrix.rows,
                             linear->matrix.size() + linear->bias.size(),
                             {}});
  }
  for (const LayerInfo& child : root.children) root.weights += child.weights;
  return root;
}

/// Such as "LSTM 120 -> 3x384, linear 384 -> 29".
std::string network_text(const nn::SequenceWeights& weights) {
  const nn::LstmShape& shape = weights.lstm.shape;
  std::string text = "LSTM " + std::to_string(shape.inputs) + " -> " +
                     std::to_string(shape.layers) + "x" + std::to_string(shape.hidden);
  if (shape.projection > 0) text += " projected to " + std::to_string(shape.projection);
  if (shape.bidirectional) text += " in both directions";
  if (const auto& linear = weights.linear)
    text += ", linear " + std::to_string(linear->matrix.cols) + " -> " +
            std::to_string(linear->matrix.rows);
  return text;
}

bool all_int8(const nn::SequenceWeights& weights) {
  bool all = !weights.linear || weights.linear->matrix.is_int8();
  for (const nn::LstmWeights& part : weights.lstm.parts)
    all = all && part.input.is_int8() && part.recurrent.is_int8();
  return all;
}

std::string text_of(const Json& description, const char* name) {
  const Json& found = description[name];
  if (found.is_null()) return "";
  return found.text() ? *found.text() : found.shown();
}

/// The entries of training_data by name, one line.
std::string training_text(const Json& description) {
  const auto* data = description["training_data"].items();
  if (!data) return text_of(description, "training_data");
  std::string text;
  for (const Json& entry : *data) text += (text.empty() ? "" : "; ") + text_of(entry, "name");
  return text;
}

void describe(const Json& description, ModelInfo& info) {
  info.kind = text_of(description, "kind");
  info.version = text_of(description, "version");
  if (const auto* alphabet = description["alphabet"].items()) info.characters = alphabet->size();
  if (const auto blank = description["blank"].whole()) info.blank = int(*blank);
  for (const char* name : {"name", "language", "sample_rate", "licence"})
    if (const std::string text = text_of(description, name); !text.empty())
      info.config[name] = text;
  if (const std::string text = training_text(description); !text.empty())
    info.config["training_data"] = text;
}

}  // namespace

Result<ModelInfo> inspect_safetensors(std::span<const std::uint8_t> bytes) {
  const auto model = read_sequence_model(bytes);
  if (!model) return tl::unexpected(model.error());
  const auto file = read_safetensors(bytes);
  const auto names = read_architecture(*file);
  ModelInfo info;
  describe(names->description, info);
  info.file_size = bytes.size();
  for (const auto& [name, tensor] : file->tensors)
    info.parts.push_back({name, tensor.offset, tensor.bytes.size()});
  info.unused = model->unused;
  info.network = network_text(model->weights);
  info.root = network_info(model->weights, *names);
  info.weights = info.root.weights;
  info.int8 = all_int8(model->weights);
  info.weight_bytes = info.weights * (info.int8 ? 1 : sizeof(float));
  info.labels = info.root.outputs;
  return info;
}

}  // namespace longhand::formats
