#include <utility>

#include "load_model.h"

namespace longhand::wasm {

Result<OcrModel> load_model(std::shared_ptr<const std::uint8_t[]> bytes, std::size_t size) {
  return OcrModel::load(std::move(bytes), size);
}

}  // namespace longhand::wasm
