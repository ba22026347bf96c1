#include "formats/safetensors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "formats/foreign.h"
#include "formats/half.h"
#include "text/json.h"

namespace longhand::formats {
namespace {

using text::Json;

constexpr std::size_t kLengthSize = 8;
constexpr std::size_t kMaxHeader = 1 << 20;  ///< a large network has a few thousand tensors
constexpr int kMaxDepth = 4;
constexpr std::size_t kMaxDimensions = 8;

tl::unexpected<Error> bad(const std::string& message, ErrorCode code = ErrorCode::invalid_model) {
  return fail(code, "safetensors: " + message);
}

tl::unexpected<Error> bad_tensor(std::string_view name, const std::string& message,
                                 ErrorCode code = ErrorCode::invalid_model) {
  constexpr std::size_t most = 80;
  return bad("tensor \"" + std::string(name.substr(0, most)) + "\" " + message, code);
}

std::uint64_t header_length(std::span<const std::uint8_t> bytes) {
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthSize);
  return length;
}

/// Bytes of an element, 0 for a dtype that nobody has heard of.
std::size_t element_size(std::string_view dtype) {
  struct Size {
    std::string_view dtype;
    std::size_t bytes;
  };
  static constexpr std::array<Size, 14> sizes{{{"F32", 4},
                                               {"F16", 2},
                                               {"I8", 1},
                                               {"BF16", 2},
                                               {"F64", 8},
                                               {"BOOL", 1},
                                               {"U8", 1},
                                               {"I16", 2},
                                               {"U16", 2},
                                               {"I32", 4},
                                               {"U32", 4},
                                               {"I64", 8},
                                               {"U64", 8},
                                               {"F8_E4M3", 1}}};
  const auto* found = std::find_if(sizes.begin(), sizes.end(),
                                   [&](const Size& s) { return s.dtype == dtype; });
  return found == sizes.end() ? 0 : found->bytes;
}

Result<Json> parse_header(std::span<const std::uint8_t> bytes) {
  auto header = text::parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                                 kMaxDepth);
  if (!header) return bad("the header " + header.error().message);
  if (!header->members()) return bad("the header is not a JSON object");
  return header;
}

/// Whole numbers, or nothing.
std::optional<std::vector<std::uint64_t>> whole_numbers(const Json& list, std::size_t most) {
  if (!list.items() || list.items()->size() > most) return std::nullopt;
  std::vector<std::uint64_t> numbers;
  for (const Json& item : *list.items()) {
    const auto number = item.whole();
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

/// Bytes of a tensor; nothing if that is more than `limit`.
std::optional<std::uint64_t> byte_size(const Tensor& tensor, std::uint64_t limit) {
  std::uint64_t size = element_size(tensor.dtype);
  if (std::find(tensor.shape.begin(), tensor.shape.end(), 0U) != tensor.shape.end()) return 0;
  for (std::uint64_t side : tensor.shape) {
    if (side > limit / size) return std::nullopt;
    size *= side;
  }
  return size;
}

Result<Tensor> read_tensor(std::string_view name, const Json& entry,
                           std::span<const std::uint8_t> data, std::size_t data_start) {
  if (!entry.members()) return bad_tensor(name, "is not described by an object");
  const std::string* dtype = entry["dtype"].text();
  const auto shape = whole_numbers(entry["shape"], kMaxDimensions);
  const auto offsets = whole_numbers(entry["data_offsets"], 2);
  if (!dtype) return bad_tensor(name, "has no dtype");
  if (!shape) return bad_tensor(name, "has no shape of at most 8 whole numbers");
  if (!offsets || offsets->size() != 2) return bad_tensor(name, "has no two data_offsets");
  Tensor tensor{*dtype, *shape, 0, {}};
  if (element_size(tensor.dtype) == 0)
    return bad_tensor(name, "has unknown dtype " + tensor.dtype.substr(0, 16),
                      ErrorCode::unsupported_model);
  const auto [begin, end] = std::array{(*offsets)[0], (*offsets)[1]};
  const std::string place = "data_offsets [" + std::to_string(begin) + "," + std::to_string(end);
  if (begin > end || end > data.size())
    return bad_tensor(name, "has " + place + "], the file has " + std::to_string(data.size()) +
                                " bytes of data: truncated or damaged");
  if (byte_size(tensor, data.size()) != end - begin)
    return bad_tensor(name, "has " + place + "], which do not fit " + tensor.dtype + " " +
                                shape_text(tensor.shape));
  tensor.offset = data_start + begin;
  tensor.bytes = data.subspan(begin, end - begin);
  return tensor;
}

/// Every byte of data belongs to one tensor.
Result<void> check_layout(const SafeTensors& file, std::size_t data_start, std::size_t end) {
  std::vector<std::pair<const std::string*, const Tensor*>> order;
  order.reserve(file.tensors.size());
  for (const auto& [name, tensor] : file.tensors) order.emplace_back(&name, &tensor);
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second->offset, a.second->bytes.size()) <
           std::pair(b.second->offset, b.second->bytes.size());
  });
  std::size_t at = data_start;
  for (const auto& [name, tensor] : order) {
    if (tensor->offset < at) return bad_tensor(*name, "overlaps the tensor before it");
    if (tensor->offset > at) return bad_tensor(*name, "leaves a gap before it");
    at += tensor->bytes.size();
  }
  if (at != end) return bad(std::to_string(end - at) + " bytes after the last tensor");
  return {};
}

Result<void> read_metadata(const Json& entry, SafeTensors& file) {
  if (!entry.members()) return bad("__metadata__ is not an object");
  for (const auto& [key, value] : *entry.members()) {
    if (!value.text()) return bad("__metadata__ holds something that is not a text");
    file.metadata.emplace(key, *value.text());
  }
  return {};
}

std::optional<std::size_t> first_not_finite(const std::vector<float>& values) {
  const auto found = std::find_if(values.begin(), values.end(),
                                  [](float v) { return !std::isfinite(v); });
  if (found == values.end()) return std::nullopt;
  return std::size_t(found - values.begin());
}

}  // namespace

std::string shape_text(const std::vector<std::uint64_t>& shape) {
  std::string text = "[";
  for (std::uint64_t side : shape) text += (text.size() > 1 ? "," : "") + std::to_string(side);
  return text + "]";
}

bool is_safetensors(std::span<const std::uint8_t> bytes) {
  constexpr std::uint64_t kPlausible = std::uint64_t{1} << 32U;
  return bytes.size() > kLengthSize && bytes[kLengthSize] == '{' &&
         header_length(bytes) < kPlausible;
}

namespace {

/// The JSON text after its length.
Result<std::span<const std::uint8_t>> header_text(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kLengthSize)
    return bad("expected a header length of 8 bytes, found " + std::to_string(bytes.size()) +
               " bytes");
  const std::uint64_t length = header_length(bytes);
  const std::size_t rest = bytes.size() - kLengthSize;
  if (length > rest)
    return bad("a header of " + std::to_string(length) + " bytes is announced, " +
               std::to_string(rest) + " follow: truncated or damaged");
  if (length > kMaxHeader)
    return bad("a header of " + std::to_string(length) + " bytes, at most " +
               std::to_string(kMaxHeader) + " are read");
  return bytes.subspan(kLengthSize, length);
}

}  // namespace

Result<SafeTensors> read_safetensors(std::span<const std::uint8_t> bytes) {
  const auto header = header_text(bytes).and_then(parse_header);
  if (!header) return tl::unexpected(explain_foreign(bytes, FileKind::safetensors, header.error()));
  SafeTensors file;
  const std::size_t data_start = kLengthSize + header_length(bytes);
  for (const auto& [name, entry] : *header->members()) {
    if (name == "__metadata__") {
      if (auto done = read_metadata(entry, file); !done) return tl::unexpected(done.error());
      continue;
    }
    auto tensor = read_tensor(name, entry, bytes.subspan(data_start), data_start);
    if (!tensor) return tl::unexpected(tensor.error());
    file.tensors.emplace(name, std::move(*tensor));
  }
  if (auto done = check_layout(file, data_start, bytes.size()); !done)
    return tl::unexpected(done.error());
  return file;
}

Result<const Tensor*> find_tensor(const SafeTensors& file, std::string_view name,
                                  const std::vector<std::uint64_t>& shape) {
  const auto found = file.tensors.find(name);
  if (found == file.tensors.end())
    return bad_tensor(name, "is missing, expected " + shape_text(shape));
  if (found->second.shape != shape)
    return bad_tensor(
        name, "has shape " + shape_text(found->second.shape) + ", expected " + shape_text(shape));
  return &found->second;
}

Result<std::vector<float>> floats_of(const Tensor& tensor, std::string_view name) {
  const auto bytes = tensor.bytes;
  std::vector<float> values;
  if (tensor.dtype == "F32") {
    values.resize(bytes.size() / sizeof(float));
    if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
  } else if (tensor.dtype == "F16") {
    values.resize(bytes.size() / 2);
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = half_to_float(std::uint16_t(bytes[2 * i] | bytes[2 * i + 1] << 8));
  } else {
    return bad_tensor(name, "has dtype " + tensor.dtype + ", expected F32 or F16");
  }
  if (const auto place = first_not_finite(values))
    return bad_tensor(name, "holds NaN or an infinity at element " + std::to_string(*place));
  return values;
}

}  // namespace longhand::formats
