#include "formats/sequence_model.h"

#include <algorithm>
#include <cstring>

#include "formats/architecture.h"
#include "text/utf8.h"

namespace longhand::formats {
namespace {

/// Takes tensors out of a file; the first error is kept, and from then on nothing is read.
class Weights {
 public:
  explicit Weights(const SafeTensors& file) : file_(file) {}

  nn::Matrix matrix(const std::string& name, int rows, int cols) {
    nn::Matrix matrix{rows, cols, {}, {}, {}};
    used_.push_back(name);
    const std::vector<std::uint64_t> shape{std::uint64_t(rows), std::uint64_t(cols)};
    const Tensor* tensor = take(find_tensor(file_, name, shape));
    if (!tensor) return matrix;
    if (tensor->dtype != "I8") {
      matrix.real = take(read_floats(file_, name, shape));
      return matrix;
    }
    matrix.int8.resize(tensor->bytes.size());
    std::memcpy(matrix.int8.data(), tensor->bytes.data(), tensor->bytes.size());
    matrix.scale = vector(name + ".scale", rows);
    return matrix;
  }

  std::vector<float> vector(const std::string& name, int size) {
    if (error_) return {};
    used_.push_back(name);
    return take(read_floats(file_, name, {std::uint64_t(size)}));
  }

  const std::optional<Error>& error() const { return error_; }

  /// Tensors that were not asked for.
  std::vector<std::string> unused() const {
    std::vector<std::string> names;
    for (const auto& [name, tensor] : file_.tensors)
      if (std::find(used_.begin(), used_.end(), name) == used_.end()) names.push_back(name);
    return names;
  }

 private:
  template <class T>
  T take(Result<T> result) {
    if (result) return std::move(*result);
    if (!error_) error_ = result.error();
    return T{};
  }

  const SafeTensors& file_;
  std::vector<std::string> used_;
  std::optional<Error> error_;
};

std::vector<float> sum(std::vector<float> a, const std::vector<float>& b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) a[i] += b[i];
  return a;
}

nn::LstmWeights read_part(Weights& from, const LstmLayers& lstm, int layer, int direction) {
  const nn::LstmShape& shape = lstm.shape;
  const std::string suffix = "_l" + std::to_string(layer) + (direction ? "_reverse" : "");
  const auto name = [&](const char* what) { return lstm.name + "." + what + suffix; };
  const int gates = 4 * shape.hidden;
  nn::LstmWeights part;
  part.input = from.matrix(name("weight_ih"), gates, shape.inputs_of(layer));
  part.recurrent = from.matrix(name("weight_hh"), gates, shape.outputs());
  if (shape.projection > 0)
    part.projection = from.matrix(name("weight_hr"), shape.projection, shape.hidden);
  if (lstm.bias)
    part.bias = sum(from.vector(name("bias_ih"), gates), from.vector(name("bias_hh"), gates));
  return part;
}

nn::SequenceWeights read_weights(Weights& from, const Architecture& architecture) {
  nn::SequenceWeights weights;
  const LstmLayers& lstm = architecture.lstm;
  weights.lstm.shape = lstm.shape;
  for (int layer = 0; layer < lstm.shape.layers && !from.error(); ++layer)
    for (int direction = 0; direction < lstm.shape.directions(); ++direction)
      weights.lstm.parts.push_back(read_part(from, lstm, layer, direction));
  if (const auto& linear = architecture.linear; linear && !from.error()) {
    weights.linear = nn::LinearWeights{
        from.matrix(linear->name + ".weight", linear->outputs, linear->inputs), {}};
    if (linear->bias) weights.linear->bias = from.vector(linear->name + ".bias", linear->outputs);
  }
  return weights;
}

/// Whether a tensor is the one called `other` or lies below it, as "norm.weight" below "norm".
bool belongs_to(std::string_view name, std::string_view other) {
  return name.starts_with(other) && (name.size() == other.size() || name[other.size()] == '.');
}

}  // namespace

Result<SequenceModel> read_sequence_model(std::span<const std::uint8_t> bytes) {
  const auto file = read_safetensors(bytes);
  if (!file) return tl::unexpected(file.error());
  const auto architecture = read_architecture(*file);
  if (!architecture) return tl::unexpected(architecture.error());
  Weights from(*file);
  SequenceModel model{read_weights(from, *architecture), file->metadata.at("longhand"), {}};
  if (from.error()) return tl::unexpected(*from.error());
  model.unused = from.unused();
  std::erase_if(model.unused, [&](const std::string& name) {
    return std::ranges::any_of(architecture->other_tensors,
                               [&](const std::string& other) { return belongs_to(name, other); });
  });
  return model;
}

Result<void> check_complete(const SequenceModel& model) {
  constexpr std::size_t kMostNames = 4;
  if (model.unused.empty()) return {};
  std::string names;
  for (std::size_t i = 0; i < std::min(model.unused.size(), kMostNames); ++i) {
    if (i > 0) names += ", ";
    names += text::in_quotes(model.unused[i]);
  }
  return fail(ErrorCode::unsupported_model,
              "metadata: architecture: expected a layer for each of the file's tensors, found none "
              "for " +
                  names + (model.unused.size() > kMostNames ? ", ..." : "") +
                  ": describe the layer, or name what the network does not need in other_tensors");
}

}  // namespace longhand::formats
