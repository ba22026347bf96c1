#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include <longhand/ocr.h>

namespace longhand::ocr {

/// A `.safetensors` model of kind "ocr"; see models/FORMAT.md. Fails with invalid_model or
/// unsupported_model.
Result<std::unique_ptr<OcrModel::Impl>> load_safetensors(std::span<const std::uint8_t> bytes);

}  // namespace longhand::ocr
