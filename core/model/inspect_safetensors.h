#pragma once

#include <longhand/model.h>

namespace longhand::model {

/// What is in a `.safetensors` model; see longhand::inspect.
Result<ModelInfo> inspect_safetensors(std::span<const std::uint8_t> bytes);

}  // namespace longhand::model
