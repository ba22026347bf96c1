#include "formats/architecture.h"

#include <utility>

#include <nlohmann/json.hpp>

namespace longhand::formats {
namespace {

using Json = nlohmann::json;

/// Reads members of one layer's object; the first mistake is kept.
class LayerFields {
 public:
  LayerFields(const Json& layer, std::size_t index)
      : layer_(layer), place_("metadata: architecture[" + std::to_string(index) + "]") {}

  int whole(const char* name, int least, int most, std::optional<int> otherwise = {}) {
    const auto found = layer_.find(name);
    if (found == layer_.end() && otherwise) return *otherwise;
    if (found != layer_.end() && found->is_number_integer()) {
      const auto value = found->get<std::int64_t>();
      if (value >= least && value <= most) return int(value);
    }
    expected(name, "a whole number of " + std::to_string(least) + " to " + std::to_string(most));
    return least;
  }

  bool flag(const char* name, bool otherwise) {
    const auto found = layer_.find(name);
    if (found == layer_.end()) return otherwise;
    if (!found->is_boolean()) expected(name, "true or false");
    return found->is_boolean() && found->get<bool>();
  }

  std::string text(const char* name) {
    const auto found = layer_.find(name);
    if (found != layer_.end() && found->is_string()) return found->get<std::string>();
    expected(name, "a text");
    return {};
  }

  void expected(const char* name, const std::string& what,
                ErrorCode code = ErrorCode::invalid_model) {
    if (error_) return;
    const auto found = layer_.find(name);
    std::string shown = "nothing";
    if (found != layer_.end()) shown = found->dump(-1, ' ', false, Json::error_handler_t::replace);
    error_ = {code, place_ + "." + name + ": expected " + what + ", found " + shown.substr(0, 60)};
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  const Json& layer_;
  std::string place_;
  std::optional<Error> error_;
};

LstmLayers read_lstm(LayerFields& fields) {
  LstmLayers lstm;
  lstm.name = fields.text("name");
  lstm.shape.inputs = fields.whole("input_size", 1, nn::kMaxWidth);
  lstm.shape.hidden = fields.whole("hidden_size", 1, nn::kMaxWidth);
  lstm.shape.layers = fields.whole("num_layers", 1, nn::kMaxLstmLayers, 1);
  lstm.shape.bidirectional = fields.flag("bidirectional", false);
  lstm.shape.projection = fields.whole("proj_size", 0, lstm.shape.hidden - 1, 0);
  lstm.bias = fields.flag("bias", true);
  if (lstm.shape.width() > nn::kMaxWidth)
    fields.expected("hidden_size",
                    "at most " + std::to_string(nn::kMaxWidth / 2) + " in two directions");
  return lstm;
}

LinearLayer read_linear(LayerFields& fields, int inputs) {
  LinearLayer linear;
  linear.name = fields.text("name");
  linear.inputs = fields.whole("in_features", 1, nn::kMaxWidth);
  linear.outputs = fields.whole("out_features", 1, 1 << 16);
  linear.bias = fields.flag("bias", true);
  if (linear.inputs != inputs)
    fields.expected("in_features", std::to_string(inputs) + " as the LSTM puts out");
  return linear;
}

Result<Json> read_metadata(const SafeTensors& file) {
  const auto text = file.metadata.find("longhand");
  if (text == file.metadata.end())
    return fail(ErrorCode::invalid_model,
                "safetensors: __metadata__ has no \"longhand\" entry (see models/FORMAT.md)");
  Json description = Json::parse(
      text->second, [](int depth, Json::parse_event_t, Json&) { return depth <= 8; }, false);
  if (!description.is_object())
    return fail(ErrorCode::invalid_model, "metadata: expected a JSON object");
  return description;
}

/// The list of layers as JSON objects, one or two.
Result<Json> layer_list(const Json& description) {
  Json layers = description.value("architecture", Json());
  const bool fits = layers.is_array() && !layers.empty() && layers.size() <= 2;
  if (!fits || !layers.front().is_object() || !layers.back().is_object())
    return fail(ErrorCode::invalid_model, "metadata: architecture: expected one or two layers");
  return layers;
}

Result<std::vector<std::string>> other_tensors(const Json& description) {
  std::vector<std::string> names;
  const auto list = description.find("other_tensors");
  if (list == description.end()) return names;
  for (const Json& name : *list)
    if (name.is_string() && !name.get_ref<const std::string&>().empty())
      names.push_back(name.get_ref<const std::string&>());
  if (!list->is_array() || names.size() != list->size())
    return fail(ErrorCode::invalid_model, "metadata: other_tensors: expected a list of names");
  return names;
}

}  // namespace

Result<Architecture> read_architecture(const SafeTensors& file) {
  const auto description = read_metadata(file);
  if (!description) return tl::unexpected(description.error());
  const auto layers = layer_list(*description);
  if (!layers) return tl::unexpected(layers.error());
  auto others = other_tensors(*description);
  if (!others) return tl::unexpected(others.error());
  Architecture architecture;
  architecture.other_tensors = std::move(*others);
  for (std::size_t i = 0; i < layers->size(); ++i) {
    LayerFields fields((*layers)[i], i);
    const char* wanted = i == 0 ? "lstm" : "linear";
    if (fields.text("type") != wanted)
      fields.expected("type", std::string("\"") + wanted + '"', ErrorCode::unsupported_model);
    else if (i == 0) architecture.lstm = read_lstm(fields);
    else architecture.linear = read_linear(fields, architecture.lstm.shape.width());
    if (fields.error()) return tl::unexpected(*fields.error());
  }
  return architecture;
}

}  // namespace longhand::formats
