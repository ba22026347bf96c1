#include "formats/architecture.h"

#include <algorithm>
#include <utility>

#include "text/json_fields.h"
#include "text/utf8.h"

namespace longhand::formats {
namespace {

using text::Json;
using text::JsonFields;

constexpr int kDeepest = 8;

LstmLayers read_lstm(JsonFields& fields) {
  LstmLayers lstm;
  lstm.name = fields.text("name");
  lstm.shape.inputs = fields.whole("input_size", 1, nn::kMaxWidth);
  lstm.shape.hidden = fields.whole("hidden_size", 1, nn::kMaxWidth);
  lstm.shape.layers = fields.whole("num_layers", 1, nn::kMaxLstmLayers, 1);
  lstm.shape.bidirectional = fields.boolean("bidirectional", false);
  lstm.shape.projection = fields.whole("proj_size", 0, lstm.shape.hidden - 1, 0);
  lstm.bias = fields.boolean("bias", true);
  if (lstm.shape.width() > nn::kMaxWidth)
    fields.expected("hidden_size",
                    "at most " + std::to_string(nn::kMaxWidth / 2) + " in two directions");
  return lstm;
}

LinearLayer read_linear(JsonFields& fields, int inputs) {
  LinearLayer linear;
  linear.name = fields.text("name");
  linear.inputs = fields.whole("in_features", 1, nn::kMaxWidth);
  linear.outputs = fields.whole("out_features", 1, 1 << 16);
  linear.bias = fields.boolean("bias", true);
  if (linear.inputs != inputs)
    fields.expected("in_features", std::to_string(inputs) + " as the LSTM puts out");
  return linear;
}

Result<Json> read_metadata(const SafeTensors& file) {
  const auto text = file.metadata.find("longhand");
  if (text == file.metadata.end())
    return fail(ErrorCode::invalid_model,
                "safetensors: __metadata__ has no \"longhand\" entry (see models/FORMAT.md)");
  auto description = text::parse_json(text->second, kDeepest);
  if (!description)
    return fail(description.error().code, "metadata " + description.error().message);
  if (!description->members())
    return fail(ErrorCode::invalid_model, "metadata: expected a JSON object");
  return description;
}

/// The list of layers, one or two.
Result<const Json::Items*> layer_list(const Json& description) {
  const auto* layers = description["architecture"].items();
  if (!layers || layers->empty() || layers->size() > 2)
    return fail(ErrorCode::invalid_model, "metadata: architecture: expected one or two layers");
  return layers;
}

Result<std::vector<std::string>> other_tensors(const Json& description) {
  constexpr std::size_t kMost = 1 << 16;
  std::optional<Error> error;
  JsonFields fields(description, "", error);
  if (!fields.has("other_tensors")) return {};
  auto names = fields.texts("other_tensors", 0, kMost);
  if (std::find(names.begin(), names.end(), "") != names.end())
    fields.expected("other_tensors", "names");
  if (error) return tl::unexpected(*error);
  return names;
}

}  // namespace

Result<Architecture> read_architecture(const SafeTensors& file) {
  auto description = read_metadata(file);
  if (!description) return tl::unexpected(description.error());
  const auto layers = layer_list(*description);
  if (!layers) return tl::unexpected(layers.error());
  auto others = other_tensors(*description);
  if (!others) return tl::unexpected(others.error());
  Architecture architecture;
  architecture.other_tensors = std::move(*others);
  std::optional<Error> error;
  for (std::size_t i = 0; i < (*layers)->size() && !error; ++i) {
    JsonFields fields((**layers)[i], "architecture[" + std::to_string(i) + "]", error);
    const char* wanted = i == 0 ? "lstm" : "linear";
    if (fields.text("type") != wanted)
      fields.expected("type", text::in_quotes(wanted), ErrorCode::unsupported_model);
    else if (i == 0) architecture.lstm = read_lstm(fields);
    else architecture.linear = read_linear(fields, architecture.lstm.shape.width());
  }
  if (error) return tl::unexpected(*error);
  architecture.description = std::move(*description);
  return architecture;
}

}  // namespace longhand::formats
