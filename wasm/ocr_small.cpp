// What the full engine of print has more of, and this one has not.
#include <utility>

#include "guide.h"
#include "load_model.h"

namespace longhand::wasm {

Result<OcrModel> load_model(std::shared_ptr<const std::uint8_t[]> bytes, std::size_t size) {
  return OcrModel::load_traineddata(std::move(bytes), size);
}

void add_guide(SearchOptions&) {}

}  // namespace longhand::wasm
