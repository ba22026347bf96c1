#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <longhand/error.h>
#include <longhand/ocr.h>

namespace longhand::wasm {

/// Reads what the module's models may be: each module has the loader that it is linked with.
Result<OcrModel> load_model(std::shared_ptr<const std::uint8_t[]> bytes, std::size_t size);

}  // namespace longhand::wasm
