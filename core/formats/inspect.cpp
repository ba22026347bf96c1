#include <longhand/model.h>

#include "formats/inspect_traineddata.h"

namespace longhand {

Result<ModelInfo> inspect(std::span<const std::uint8_t> bytes) {
  return formats::inspect_traineddata(bytes);
}

}  // namespace longhand
