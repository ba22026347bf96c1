#include "ocr/load_safetensors.h"

#include <utility>

#include "formats/sequence_file.h"
#include "ocr/decode/alphabet_characters.h"
#include "ocr/line/sequence_network.h"
#include "ocr/model.h"
#include "ocr/model_description.h"

namespace longhand::ocr {

Result<std::unique_ptr<OcrModel::Impl>> load_safetensors(std::span<const std::uint8_t> bytes) {
  auto file = formats::read_sequence_file(bytes);
  if (!file) return tl::unexpected(file.error());
  auto description = read_description(*file);
  if (!description) return tl::unexpected(description.error());
  if (auto complete = formats::check_complete(*file); !complete)
    return tl::unexpected(complete.error());
  auto [image, alphabet, blank, sure_of_text] = std::move(*description);
  alphabet[blank].clear();
  const auto [characters, codes] = characters_of(alphabet, blank);
  auto model = std::make_unique<OcrModel::Impl>(
      OcrModel::Impl{make_sequence_network(std::move(file->chain), std::move(image)),
                     Charset(characters), Recoder(codes, int(characters.size()), blank), blank});
  model->label_texts = std::move(alphabet);
  model->sure_of_text = sure_of_text;
  return model;
}

}  // namespace longhand::ocr
