#include "formats/safetensors.h"

#include <cstdlib>

/// Every tensor of an accepted file lies within it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = longhand::formats::read_safetensors({data, size});
  if (!file) return 0;
  for (const auto& [name, tensor] : file->tensors)
    if (tensor.offset > size || tensor.bytes.size() > size - tensor.offset) std::abort();
  return 0;
}
