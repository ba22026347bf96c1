#include "formats/inspect_safetensors.h"

#include <nlohmann/json.hpp>

#include "formats/architecture.h"
#include "formats/sequence_model.h"

namespace longhand::formats {
namespace {

using Json = nlohmann::json;

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
  const auto found = description.find(name);
  if (found == description.end() || found->is_null()) return "";
  if (found->is_string()) return found->get<std::string>();
  return found->dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The entries of training_data by name, one line.
std::string training_text(const Json& description) {
  const auto data = description.find("training_data");
  if (data == description.end() || !data->is_array()) return text_of(description, "training_data");
  std::string text;
  for (const Json& entry : *data)
    text += (text.empty() ? "" : "; ") + (entry.is_object() ? text_of(entry, "name") : "");
  return text;
}

void describe(const Json& description, ModelInfo& info) {
  info.kind = text_of(description, "kind");
  info.version = text_of(description, "version");
  const auto alphabet = description.find("alphabet");
  if (alphabet != description.end() && alphabet->is_array()) info.characters = alphabet->size();
  const auto blank = description.find("blank");
  if (blank != description.end() && blank->is_number_unsigned()) info.blank = blank->get<int>();
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
  describe(Json::parse(model->description, nullptr, false), info);
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
