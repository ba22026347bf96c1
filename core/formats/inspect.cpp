#include <longhand/model.h>

#include "formats/inspect_safetensors.h"
#include "formats/inspect_traineddata.h"
#include "formats/safetensors.h"

namespace longhand {

Result<ModelInfo> inspect(std::span<const std::uint8_t> bytes) {
  if (formats::is_safetensors(bytes)) return formats::inspect_safetensors(bytes);
  return formats::inspect_traineddata(bytes);
}

}  // namespace longhand
