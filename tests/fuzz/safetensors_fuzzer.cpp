#include "formats/safetensors.h"

#include <cstdlib>

#include <longhand/model.h>

#include "formats/inspect_safetensors.h"

/// Every tensor of an accepted file lies within it; a model can be inspected and quantised.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = longhand::formats::read_safetensors({data, size});
  if (!file) return 0;
  for (const auto& [name, tensor] : file->tensors)
    if (tensor.offset > size || tensor.bytes.size() > size - tensor.offset) std::abort();
  longhand::formats::inspect_safetensors({data, size});
  const auto smaller = longhand::quantize({data, size});
  if (smaller && !longhand::formats::inspect_safetensors(*smaller)) std::abort();
  return 0;
}
