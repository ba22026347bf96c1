#include "model/inspect_safetensors.h"

#include "formats/safetensors.h"
#include "formats/sequence_file.h"
#include "nn/sequence/summary.h"
#include "ocr/model_description.h"
#include "speech/model_description.h"
#include "text/json.h"

namespace longhand::model {
namespace {

using nn::sequence::ChainSpec;
using nn::sequence::LayerSummary;
using text::Json;

LayerInfo layer_info(const LayerSummary& summary, const std::string& name) {
  LayerInfo info{summary.kind, name, summary.inputs, summary.outputs, summary.weights, {}};
  for (const LayerSummary& part : summary.parts) info.children.push_back(layer_info(part, ""));
  return info;
}

void describe(const ChainSpec& chain, ModelInfo& info) {
  info.root = {"series", "", chain.inputs(), chain.outputs(), 0, {}};
  info.int8 = true;
  for (const auto& layer : chain.layers) {
    const LayerSummary summary = nn::sequence::summary_of(*layer);
    info.network += (info.network.empty() ? "" : ", ") + summary.text;
    info.int8 = info.int8 && (summary.int8 || summary.weights == 0);
    info.root.weights += summary.weights;
    info.root.children.push_back(layer_info(summary, layer->name));
  }
  info.weights = info.root.weights;
  info.weight_bytes = info.weights * (info.int8 ? 1 : sizeof(float));
  info.labels = chain.outputs();
}

/// How steps go through it.
void describe(const nn::sequence::Pace& pace, ModelInfo& info) {
  if (!pace.streams) info.config["streams"] = "no, each sequence is taken as a whole";
  else if (pace.lead == 0) info.config["streams"] = "yes";
  else info.config["streams"] = "yes, " + std::to_string(pace.lead) + " steps late";
  if (pace.stride > 1)
    info.config["stride"] = std::to_string(pace.stride) + " steps in for one out";
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

template <class Description>
Result<void> checked(const Result<Description>& description) {
  if (!description) return tl::unexpected(description.error());
  return {};
}

/// What loading a model of this kind checks besides the network.
Result<void> check_kind(const formats::SequenceFile& file) {
  const std::string kind = text_of(file.description, "kind");
  if (kind == "speech") return checked(speech::read_description(file));
  if (kind == "ocr") return checked(ocr::read_description(file));
  return {};
}

}  // namespace

Result<ModelInfo> inspect_safetensors(std::span<const std::uint8_t> bytes) {
  const auto model = formats::read_sequence_file(bytes);
  if (!model) return tl::unexpected(model.error());
  if (auto checked = check_kind(*model); !checked) return tl::unexpected(checked.error());
  const auto file = formats::read_safetensors(bytes);
  ModelInfo info;
  describe(model->description, info);
  describe(model->chain, info);
  describe(model->chain.pace(), info);
  info.file_size = bytes.size();
  for (const auto& [name, tensor] : file->tensors)
    info.parts.push_back({name, tensor.offset, tensor.bytes.size()});
  info.unused = model->unused;
  return info;
}

}  // namespace longhand::model
