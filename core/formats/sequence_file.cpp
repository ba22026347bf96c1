#include "formats/sequence_file.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>
#include <utility>

#include "formats/safetensors.h"
#include "nn/sequence/registry.h"
#include "text/json_fields.h"
#include "text/utf8.h"

namespace longhand::formats {
namespace {

using nn::sequence::ChainSpec;
using nn::sequence::LayerSpec;
using nn::sequence::LayerType;
using text::Json;
using text::JsonFields;

constexpr int kDeepest = 12;
constexpr std::size_t kMostLayers = 256;  ///< of a chain

using Used = std::set<const Tensor*>;

/// What the layers of a file share.
struct Reading {
  const SafeTensors& file;
  Used& used;  ///< no tensor is read twice: not more is read than the file holds
  std::set<std::string>& matrices;
  std::optional<Error>& error;  ///< the first mistake
};

ChainSpec read_chain(const Json& layers, const std::string& path, LayerSpec* before, int height,
                     Reading& reading);

/// A layer of a `.safetensors` file.
class Source : public nn::sequence::LayerSource {
 public:
  Source(JsonFields description, LayerSpec* before, int height, Reading& reading)
      : LayerSource(std::move(description), before, height), height_(height), reading_(reading) {}

  nn::Matrix matrix(const std::string& name, const std::vector<int>& shape) override {
    const int rows = shape.front();
    nn::Matrix matrix{rows, 1, {}, {}, {}};
    for (std::size_t i = 1; i < shape.size(); ++i) matrix.cols *= shape[i];
    const auto found = find(name, {shape.begin(), shape.end()});
    if (!found) return matrix;
    reading_.matrices.insert(name);
    if (found->dtype != "I8") {
      matrix.real = take(floats_of(*found, name));
      return matrix;
    }
    matrix.int8.resize(found->bytes.size());
    std::memcpy(matrix.int8.data(), found->bytes.data(), found->bytes.size());
    matrix.scale = vector(name + ".scale", rows);
    return matrix;
  }

  std::vector<float> vector(const std::string& name, int size) override {
    const auto found = find(name, {std::uint64_t(size)});
    return found ? take(floats_of(*found, name)) : std::vector<float>();
  }

  ChainSpec chain(const char* name) override {
    return read_chain(fields.value(name), fields.path() + "." + name, before(), height_, reading_);
  }

 private:
  const Tensor* find(const std::string& name, const std::vector<std::uint64_t>& shape) {
    const Tensor* tensor = reading_.error ? nullptr : take(find_tensor(reading_.file, name, shape));
    if (!tensor) return nullptr;
    if (!reading_.used.insert(tensor).second) {
      reading_.error = {
          ErrorCode::unsupported_model,
          "metadata: architecture: expected layers with tensors of their own, found " +
              text::in_quotes(name) + " in two"};
      return nullptr;
    }
    return tensor;
  }

  template <class T>
  T take(Result<T> result) {
    if (result) return std::move(*result);
    if (!reading_.error) reading_.error = std::move(result.error());
    return T{};
  }

  int height_;
  Reading& reading_;
};

Result<Json> read_description(const SafeTensors& file) {
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

/// Names of tensors, or what stands before a dot of names, that are no layer's.
Result<std::vector<std::string>> read_other_tensors(const Json& description) {
  constexpr std::size_t kMost = 1 << 16;
  std::optional<Error> error;
  JsonFields fields(description, "", error);
  if (!fields.has("other_tensors")) return {};
  auto names = fields.texts("other_tensors", 0, kMost);
  if (std::ranges::find(names, "") != names.end()) fields.expected("other_tensors", "names");
  if (error) return tl::unexpected(*error);
  return names;
}

/// The type that a description says; null if there is none such, which is a mistake.
const LayerType* type_of(JsonFields& fields) {
  const std::string name = fields.text("type");
  std::string known;
  for (const auto& type : nn::sequence::layer_types()) {
    if (type.name == name) return &type;
    known += (known.empty() ? "" : ", ") + std::string(type.name);
  }
  fields.expected("type", "one of " + known, ErrorCode::unsupported_model);
  return nullptr;
}

ChainSpec read_chain(const Json& layers, const std::string& path, LayerSpec* before, int height,
                     Reading& reading) {
  ChainSpec chain;
  const auto* items = layers.items();
  if (!items || items->empty() || items->size() > kMostLayers) {
    reading.error = {ErrorCode::invalid_model, "metadata: " + path + ": expected 1 to " +
                                                   std::to_string(kMostLayers) + " layers"};
    return chain;
  }
  for (std::size_t i = 0; i < items->size() && !reading.error; ++i) {
    JsonFields fields((*items)[i], path + "[" + std::to_string(i) + "]", reading.error);
    const LayerType* type = type_of(fields);
    Source from(std::move(fields), before, height, reading);
    auto layer = type ? type->read(from) : nullptr;
    if (!layer) continue;
    layer->type = type->name;
    before = layer.get();
    chain.layers.push_back(std::move(layer));
  }
  if (chain.layers.empty() && !reading.error)
    reading.error = {ErrorCode::invalid_model,
                     "metadata: " + path + ": expected layers that do something"};
  return chain;
}

Result<void> read_chain(const SafeTensors& file, Used& used, SequenceFile& to) {
  std::optional<Error> error;
  Reading reading{file, used, to.matrices, error};
  JsonFields fields(to.description, "", error);
  const int height = fields.whole("height", 1, nn::sequence::kMaxHeight, 1);
  to.chain = read_chain(to.description["architecture"], "architecture", nullptr, height, reading);
  if (error) return tl::unexpected(*error);
  return {};
}

/// Whether a tensor is the one called `other` or lies below it, as "norm.weight" below "norm".
bool belongs_to(std::string_view name, std::string_view other) {
  return name.starts_with(other) && (name.size() == other.size() || name[other.size()] == '.');
}

std::vector<std::string> unused_tensors(const SafeTensors& file, const Used& used,
                                        const std::vector<std::string>& others) {
  std::vector<std::string> unused;
  for (const auto& [name, tensor] : file.tensors) {
    const auto is_above = [&](const std::string& other) { return belongs_to(name, other); };
    if (!used.contains(&tensor) && std::ranges::none_of(others, is_above)) unused.push_back(name);
  }
  return unused;
}

}  // namespace

Result<SequenceFile> read_sequence_file(std::span<const std::uint8_t> bytes) {
  const auto file = read_safetensors(bytes);
  if (!file) return tl::unexpected(file.error());
  auto description = read_description(*file);
  if (!description) return tl::unexpected(description.error());
  const auto others = read_other_tensors(*description);
  if (!others) return tl::unexpected(others.error());
  SequenceFile read{{}, std::move(*description), {}, {}};
  Used used;
  if (auto chain = read_chain(*file, used, read); !chain) return tl::unexpected(chain.error());
  read.unused = unused_tensors(*file, used, *others);
  return read;
}

Result<void> check_kind(const SequenceFile& file, const std::string& kind) {
  std::optional<Error> error;
  JsonFields(file.description, "", error).demand("kind", kind);
  if (!error) return {};
  const std::string* found = file.description["kind"].text();
  if (found && *found == "speech")
    error->message += ": load it with createSpeech, loadSpeech or longhand speech";
  else if (found && *found == "ocr")
    error->message += ": load it with createOcr, loadOcr or longhand ocr";
  return tl::unexpected(*error);
}

Result<void> check_complete(const SequenceFile& file) {
  constexpr std::size_t kMostNames = 4;
  if (file.unused.empty()) return {};
  std::string names;
  for (std::size_t i = 0; i < std::min(file.unused.size(), kMostNames); ++i) {
    if (i > 0) names += ", ";
    names += text::in_quotes(file.unused[i]);
  }
  return fail(ErrorCode::unsupported_model,
              "metadata: architecture: expected a layer for each of the file's tensors, found none "
              "for " +
                  names + (file.unused.size() > kMostNames ? ", ..." : "") +
                  ": describe the layer, or name what the network does not need in other_tensors");
}

}  // namespace longhand::formats
