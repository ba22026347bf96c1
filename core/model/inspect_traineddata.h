#pragma once

#include <longhand/model.h>

namespace longhand::model {

/// What is in a `.traineddata`; see longhand::inspect.
Result<ModelInfo> inspect_traineddata(std::span<const std::uint8_t> bytes);

}  // namespace longhand::model
