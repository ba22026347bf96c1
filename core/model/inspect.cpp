#include <utility>

#include <longhand/model.h>

#include "formats/foreign.h"
#include "formats/safetensors.h"
#include "model/inspect_safetensors.h"
#include "model/inspect_traineddata.h"

namespace longhand {

Result<ModelInfo> inspect(std::span<const std::uint8_t> bytes) {
  if (formats::is_safetensors(bytes)) return model::inspect_safetensors(bytes);
  auto info = model::inspect_traineddata(bytes);
  if (!info) {
    return tl::unexpected(
        formats::explain_foreign(bytes, formats::FileKind::model, std::move(info.error())));
  }
  return info;
}

}  // namespace longhand
