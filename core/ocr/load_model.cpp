#include <algorithm>
#include <utility>

#include "formats/safetensors.h"
#include "ocr/load_safetensors.h"
#include "ocr/model.h"

namespace longhand {

Result<OcrModel> OcrModel::load(std::span<const std::uint8_t> bytes) {
  std::shared_ptr<std::uint8_t[]> copy(new std::uint8_t[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  return load(std::move(copy), bytes.size());
}

Result<OcrModel> OcrModel::load(std::shared_ptr<const std::uint8_t[]> bytes, std::size_t size) {
  auto model = formats::is_safetensors({bytes.get(), size})
                   ? ocr::load_safetensors({bytes.get(), size}).map([](auto impl) {
                       return OcrModel(std::move(impl));
                     })
                   : load_traineddata(std::move(bytes), size);
  if (model) model->impl_->make_guide = ocr::make_guide;
  return model;
}

}  // namespace longhand
