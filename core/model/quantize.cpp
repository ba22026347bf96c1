#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

#include <longhand/model.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "formats/safetensors.h"
#include "formats/sequence_file.h"

namespace longhand {
namespace {

/// A `.safetensors` file that is being written.
class Writer {
 public:
  explicit Writer(const std::map<std::string, std::string, std::less<>>& metadata) {
    header_.StartObject();
    header_.Key("__metadata__");
    header_.StartObject();
    for (const auto& [key, value] : metadata) {
      add_key(key);
      header_.String(value.data(), rapidjson::SizeType(value.size()));
    }
    header_.EndObject();
  }

  void add(const std::string& name, const char* dtype, const std::vector<std::uint64_t>& shape,
           const void* values, std::size_t size) {
    const std::size_t begin = data_.size();
    add_key(name);
    header_.StartObject();
    header_.Key("dtype");
    header_.String(dtype);
    add_list("shape", shape);
    add_list("data_offsets", {begin, begin + size});
    header_.EndObject();
    data_.resize(begin + size);
    if (size > 0) std::memcpy(data_.data() + begin, values, size);
  }

  /// The header is padded so that the data begin at a multiple of 8.
  std::vector<std::uint8_t> finish() {
    header_.EndObject();
    std::string text = text_.GetString();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = text.size();
    std::vector<std::uint8_t> file(sizeof length + text.size() + data_.size());
    std::memcpy(file.data(), &length, sizeof length);
    const auto data = std::ranges::copy(text, file.begin() + sizeof length).out;
    std::ranges::copy(data_, data);
    return file;
  }

 private:
  void add_key(const std::string& name) {
    header_.Key(name.data(), rapidjson::SizeType(name.size()));
  }

  void add_list(const std::string& name, const std::vector<std::uint64_t>& numbers) {
    add_key(name);
    header_.StartArray();
    for (const std::uint64_t number : numbers) header_.Uint64(number);
    header_.EndArray();
  }

  rapidjson::StringBuffer text_;
  rapidjson::Writer<rapidjson::StringBuffer> header_{text_};
  std::vector<std::uint8_t> data_;
};

struct Int8Rows {
  std::vector<std::int8_t> values;
  std::vector<float> scale;
};

Int8Rows quantise(const std::vector<float>& values, std::size_t rows, std::size_t cols) {
  Int8Rows result{std::vector<std::int8_t>(values.size()), std::vector<float>(rows)};
  for (std::size_t row = 0; row < rows; ++row) {
    const float* from = values.data() + row * cols;
    float best = 1e-12f;
    for (std::size_t i = 0; i < cols; ++i) best = std::max(best, std::abs(from[i]));
    result.scale[row] = best / 127;
    for (std::size_t i = 0; i < cols; ++i) {
      const float rounded = std::nearbyint(from[i] / result.scale[row]);
      result.values[row * cols + i] = std::int8_t(std::clamp(rounded, -127.0f, 127.0f));
    }
  }
  return result;
}

/// A file whose matrices are turned into int8.
struct Source {
  formats::SafeTensors file;
  std::set<std::string> matrices;

  bool is_float_matrix(const std::string& name) const {
    const auto tensor = file.tensors.find(name);
    return tensor != file.tensors.end() && matrices.contains(name) && tensor->second.dtype != "I8";
  }

  /// Whether a tensor stands where the factors of a matrix will stand.
  bool is_in_the_way(const std::string& name) const {
    constexpr std::string_view suffix = ".scale";
    return name.ends_with(suffix) && is_float_matrix(name.substr(0, name.size() - suffix.size()));
  }
};

Result<void> copy(const Source& from, const std::string& name, Writer& to) {
  const formats::Tensor& tensor = from.file.tensors.at(name);
  if (tensor.dtype != "F32" && tensor.dtype != "F16") {
    to.add(name, tensor.dtype.c_str(), tensor.shape, tensor.bytes.data(), tensor.bytes.size());
    return {};
  }
  const auto values = formats::floats_of(tensor, name);
  if (!values) return tl::unexpected(values.error());
  if (!from.is_float_matrix(name)) {
    to.add(name, "F32", tensor.shape, values->data(), values->size() * sizeof(float));
    return {};
  }
  const std::size_t count = tensor.shape[0];
  const Int8Rows rows = quantise(*values, count, values->size() / count);
  to.add(name, "I8", tensor.shape, rows.values.data(), rows.values.size());
  to.add(name + ".scale", "F32", {count}, rows.scale.data(), rows.scale.size() * sizeof(float));
  return {};
}

}  // namespace

Result<std::vector<std::uint8_t>> quantize(std::span<const std::uint8_t> bytes) {
  auto model = formats::read_sequence_file(bytes);
  if (!model) return tl::unexpected(model.error());
  if (auto complete = formats::check_complete(*model); !complete)
    return tl::unexpected(complete.error());
  const Source from{*formats::read_safetensors(bytes), std::move(model->matrices)};
  Writer to(from.file.metadata);
  for (const auto& [name, tensor] : from.file.tensors) {
    if (from.is_in_the_way(name)) continue;
    if (auto done = copy(from, name, to); !done) return tl::unexpected(done.error());
  }
  return to.finish();
}

}  // namespace longhand
