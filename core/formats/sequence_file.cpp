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
using nn::sequence::LayerReader;
using text::Json;
using text::JsonFields;

constexpr int kDeepest = 8;
constexpr std::size_t kMostLayers = 256;

using Used = std::set<const Tensor*>;

/// A layer of a `.safetensors` file. No tensor is read twice, so that what is read is not more than
/// the file holds.
class Source : public nn::sequence::LayerSource {
 public:
  Source(JsonFields description, int before, const SafeTensors& file, Used& used,
         std::optional<Error>& error)
      : LayerSource(description, before), file_(file), used_(used), error_(error) {}

  nn::Matrix matrix(const std::string& name, int rows, int cols) override {
    nn::Matrix matrix{rows, cols, {}, {}, {}};
    const auto found = find(name, {std::uint64_t(rows), std::uint64_t(cols)});
    if (!found) return matrix;
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

 private:
  const Tensor* find(const std::string& name, const std::vector<std::uint64_t>& shape) {
    const Tensor* tensor = error_ ? nullptr : take(find_tensor(file_, name, shape));
    if (!tensor) return nullptr;
    if (!used_.insert(tensor).second) {
      error_ = {ErrorCode::unsupported_model,
                "metadata: architecture: expected layers with tensors of their own, found " +
                    text::in_quotes(name) + " in two"};
      return nullptr;
    }
    return tensor;
  }

  template <class T>
  T take(Result<T> result) {
    if (result) return std::move(*result);
    if (!error_) error_ = std::move(result.error());
    return T{};
  }

  const SafeTensors& file_;
  Used& used_;
  std::optional<Error>& error_;
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

/// The reader of the type that a description says; null if there is none, which is a mistake.
LayerReader* reader_of(JsonFields& fields) {
  const std::string name = fields.text("type");
  std::string known;
  for (const auto& type : nn::sequence::layer_types()) {
    if (type.name == name) return type.read;
    known += (known.empty() ? "" : ", ") + std::string(type.name);
  }
  fields.expected("type", "one of " + known, ErrorCode::unsupported_model);
  return nullptr;
}

Result<ChainSpec> read_chain(const Json& description, const SafeTensors& file, Used& used) {
  const auto* layers = description["architecture"].items();
  if (!layers || layers->empty() || layers->size() > kMostLayers)
    return fail(ErrorCode::invalid_model,
                "metadata: architecture: expected 1 to " + std::to_string(kMostLayers) + " layers");
  ChainSpec chain;
  std::optional<Error> error;
  for (std::size_t i = 0; i < layers->size() && !error; ++i) {
    JsonFields fields((*layers)[i], "architecture[" + std::to_string(i) + "]", error);
    Source from(fields, i == 0 ? 0 : chain.outputs(), file, used, error);
    if (LayerReader* read = reader_of(fields)) chain.layers.push_back(read(from));
  }
  if (error) return tl::unexpected(*error);
  return chain;
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
  Used used;
  auto chain = read_chain(*description, *file, used);
  if (!chain) return tl::unexpected(chain.error());
  return SequenceFile{std::move(*chain), std::move(*description),
                      unused_tensors(*file, used, *others)};
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
