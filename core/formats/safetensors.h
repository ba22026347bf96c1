#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <longhand/error.h>

namespace longhand::formats {

/// A tensor of a `.safetensors` file; `bytes` are little-endian and views into the file.
struct Tensor {
  std::string dtype;  ///< "F32", "F16", "I8", ...
  std::vector<std::uint64_t> shape;
  std::size_t offset = 0;  ///< bytes from the start of the file
  std::span<const std::uint8_t> bytes;
};

/// What a `.safetensors` file holds: 8 bytes of header length, a JSON header, the tensors without
/// gaps. See https://github.com/huggingface/safetensors.
struct SafeTensors {
  std::map<std::string, Tensor, std::less<>> tensors;
  std::map<std::string, std::string, std::less<>> metadata;  ///< `__metadata__`
};

/// Checks the whole header: what is returned lies within `bytes`, without overlap, and has the size
/// that dtype and shape ask for. Fails with invalid_model or unsupported_model.
Result<SafeTensors> read_safetensors(std::span<const std::uint8_t> bytes);

/// Whether the bytes look like the beginning of a `.safetensors` file.
bool is_safetensors(std::span<const std::uint8_t> bytes);

/// The values of an F32 or F16 tensor, `name` in messages. Fails with invalid_model if it is of
/// another dtype, or holds NaN or an infinity.
Result<std::vector<float>> floats_of(const Tensor& tensor, std::string_view name);

/// The tensor, or an error if it is missing or has another shape.
Result<const Tensor*> find_tensor(const SafeTensors& file, std::string_view name,
                                  const std::vector<std::uint64_t>& shape);

/// Such as "[1024,240]".
std::string shape_text(const std::vector<std::uint64_t>& shape);

}  // namespace longhand::formats
