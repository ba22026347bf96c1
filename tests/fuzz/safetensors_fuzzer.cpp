#include "formats/safetensors.h"

#include <cstdlib>

#include <longhand/model.h>
#include <longhand/ocr.h>
#include <longhand/sequence.h>
#include <longhand/speech.h>

#include "agreement.h"

/// Every tensor of an accepted file lies within it; whatever can be described can be loaded and
/// quantised.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = longhand::formats::read_safetensors({data, size});
  if (!file) return 0;
  for (const auto& [name, tensor] : file->tensors)
    if (tensor.offset > size || tensor.bytes.size() > size - tensor.offset) std::abort();
  const auto info = longhand::inspect({data, size});
  if (info && info->kind == "speech")
    expect_agreement(info, longhand::SpeechModel::load({data, size}));
  else if (info && info->kind == "ocr")
    expect_agreement(info, longhand::OcrModel::load({data, size}));
  else if (info) expect_agreement(info, longhand::SequenceModel::load({data, size}));
  else if (longhand::SpeechModel::load({data, size})) std::abort();
  const auto smaller = longhand::quantize({data, size});
  if (smaller && info && !longhand::inspect(*smaller)) std::abort();
  return 0;
}
