// `.traineddata` -> model.
#include <algorithm>
#include <utility>

#include "formats/traineddata.h"
#include "nn/grid/network.h"
#include "ocr/decode/character_filter.h"
#include "ocr/line/tesseract_network.h"
#include "ocr/model.h"

namespace longhand {
namespace {

/// Turns the iteration count of training into the seed, as Tesseract does.
std::int64_t noise_seed(std::int32_t sample_iteration) {
  return std::int64_t{sample_iteration} * 0x10000001;
}

std::string setting(const formats::Traineddata& data, const char* name) {
  const auto entry = data.config.find(name);
  return entry == data.config.end() ? "" : entry->second;
}

bool is_set(const formats::Traineddata& data, const char* name) {
  const std::string value = setting(data, name);
  return value == "1" || value == "T";
}

/// The model's own lists of characters (Hindi's, for one, forbids the digit 1, which looks like a
/// letter). A list that leaves no character has no effect.
std::vector<std::uint8_t> enabled_unichars(const formats::Traineddata& data,
                                           const OcrModel::Impl& model) {
  auto filter = ocr::make_filter(setting(data, "tessedit_char_whitelist"),
                                 setting(data, "tessedit_char_blacklist"), model.charset,
                                 model.recoder, model.network->labels(), model.blank);
  return filter ? std::move(filter->unichars) : std::vector<std::uint8_t>{};
}

}  // namespace

Result<OcrModel> OcrModel::load_traineddata(std::shared_ptr<const std::uint8_t[]> bytes,
                                            std::size_t size) {
  const auto data = formats::read_traineddata({bytes.get(), size});
  if (!data) return tl::unexpected(data.error());
  auto network = nn::grid::Network::build(data->network);
  if (!network) return tl::unexpected(network.error());
  auto model = std::make_unique<Impl>(
      Impl{ocr::make_tesseract_network(std::move(*network), noise_seed(data->sample_iteration)),
           ocr::Charset(data->charset),
           ocr::Recoder(data->codes, int(data->charset.size()), data->blank), data->blank,
           std::move(bytes)});
  model->vertical = data->version.find("_vert") != std::string::npos;
  model->keeps_spaces = model->vertical || is_set(*data, "preserve_interword_spaces");
  model->label_texts = model->texts_of_labels();
  model->enabled = enabled_unichars(*data, *model);
  if (data->words || data->numbers || data->punctuation)
    model->dictionary = std::make_unique<const ocr::Dictionary>(*data, model->charset);
  return OcrModel(std::move(model));
}

}  // namespace longhand
