#include <utility>

#include <longhand/model.h>

#include "formats/foreign.h"
#include "formats/inspect_safetensors.h"
#include "formats/inspect_traineddata.h"
#include "formats/safetensors.h"

namespace longhand {

Result<ModelInfo> inspect(std::span<const std::uint8_t> bytes) {
  if (formats::is_safetensors(bytes)) return formats::inspect_safetensors(bytes);
  auto info = formats::inspect_traineddata(bytes);
  if (!info) {
    return tl::unexpected(
        formats::explain_foreign(bytes, formats::FileKind::model, std::move(info.error())));
  }
  return info;
}

}  // namespace longhand
