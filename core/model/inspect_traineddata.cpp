#include "model/inspect_traineddata.h"

#include <utility>

#include "formats/tesseract_container.h"
#include "formats/tesseract_dawg.h"
#include "formats/traineddata.h"
#include "model/vgsl.h"

namespace longhand::model {
namespace {

using formats::Component;
using formats::Dawg;
using formats::Traineddata;
using nn::grid::Activation;
using nn::grid::LayerKind;
using nn::grid::LayerSpec;

std::string name_of(Activation activation) {
  switch (activation) {
    case Activation::linear: return "linear";
    case Activation::tanh: return "tanh";
    case Activation::logistic: return "logistic";
    case Activation::relu: return "relu";
    case Activation::clip_0_1: return "clipped to 0..1";
    case Activation::clip_1_1: return "clipped to -1..1";
    case Activation::softmax: return "softmax";
    case Activation::softmax_no_ctc: return "softmax without CTC";
  }
  return "";
}

std::string name_of(const LayerSpec& layer) {
  const auto window = std::to_string(layer.size_x) + " x " + std::to_string(layer.size_y);
  switch (layer.kind) {
    case LayerKind::input: return "input";
    case LayerKind::series: return "series";
    case LayerKind::parallel: return "parallel";
    case LayerKind::reverse_x: return "reversed in x";
    case LayerKind::reverse_y: return "reversed in y";
    case LayerKind::transpose_xy: return "x and y swapped";
    case LayerKind::convolve:
      return "window " + std::to_string(2 * layer.size_x + 1) + " x " +
             std::to_string(2 * layer.size_y + 1);
    case LayerKind::maxpool: return "maximum of " + window;
    case LayerKind::reconfig: return "stack of " + window;
    case LayerKind::lstm: return "LSTM";
    case LayerKind::summarising_lstm: return "LSTM, last step only";
    case LayerKind::fully_connected: return "fully connected, " + name_of(layer.activation);
  }
  return "";
}

std::size_t own_weights(const LayerSpec& layer) {
  std::size_t weights = 0;
  for (const auto& matrix : layer.weights) weights += matrix.int8.size() + matrix.real.size();
  return weights;
}

LayerInfo describe(const LayerSpec& layer) {
  LayerInfo info{.kind = name_of(layer),
                 .name = layer.name,
                 .inputs = layer.inputs,
                 .outputs = layer.outputs,
                 .weights = own_weights(layer),
                 .children = {}};
  for (const auto& child : layer.children) {
    info.children.push_back(describe(child));
    info.weights += info.children.back().weights;
  }
  return info;
}

std::vector<ModelPart> list_parts(std::span<const std::uint8_t> bytes) {
  std::vector<ModelPart> parts;
  const auto container = formats::TesseractContainer::read(bytes);
  if (!container) return parts;
  for (std::size_t i = 0; i < formats::kComponents; ++i) {
    const auto component = static_cast<Component>(i);
    if (!container->has(component)) continue;
    const auto part = container->bytes(component);
    parts.push_back({.name = std::string(formats::name_of(component)),
                     .offset = static_cast<std::size_t>(part.data() - bytes.data()),
                     .size = part.size()});
  }
  return parts;
}

std::vector<DictionaryInfo> list_dictionaries(const Traineddata& model) {
  std::vector<DictionaryInfo> lists;
  const std::pair<const char*, const std::optional<Dawg>*> candidates[] = {
      {"punctuation", &model.punctuation}, {"words", &model.words}, {"numbers", &model.numbers}};
  for (const auto& [name, dawg] : candidates)
    if (*dawg)
      lists.push_back({.name = name,
                       .edges = (*dawg)->edges.size(),
                       .words = std::size_t(formats::count_words(**dawg))});
  return lists;
}

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  return text;
}

}  // namespace

Result<ModelInfo> inspect_traineddata(std::span<const std::uint8_t> bytes) {
  const auto model = formats::read_traineddata(bytes);
  if (!model) return tl::unexpected(model.error());
  ModelInfo info;
  info.kind = "tesseract";
  info.version = trimmed(model->version);
  info.file_size = bytes.size();
  info.parts = list_parts(bytes);
  info.network = vgsl(model->network);
  info.root = describe(model->network);
  info.weights = info.root.weights;
  info.weight_bytes = info.weights * (model->int_mode ? sizeof(std::int8_t) : sizeof(float));
  info.int8 = model->int_mode;
  info.labels = model->network.outputs;
  info.blank = model->blank;
  info.characters = model->charset.size();
  for (const auto& unichar : model->charset) ++info.scripts[unichar.script];
  info.dictionaries = list_dictionaries(*model);
  info.config = model->config;
  return info;
}

}  // namespace longhand::model
