#include "ocr/model.h"

#include <algorithm>
#include <utility>

#include "formats/traineddata.h"
#include "ocr/decode/character_filter.h"

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
                                           const ocr::Charset& charset,
                                           const ocr::Recoder& recoder) {
  auto filter = ocr::make_filter(setting(data, "tessedit_char_whitelist"),
                                 setting(data, "tessedit_char_blacklist"), charset, recoder,
                                 data.network.outputs, data.blank);
  return filter ? std::move(filter->unichars) : std::vector<std::uint8_t>{};
}

std::vector<std::string> texts_of_labels(const ocr::Recoder& recoder, const ocr::Charset& charset,
                                         int labels) {
  std::vector<std::string> texts(labels);
  for (const ocr::Recoder::Edge& edge : recoder.edges(ocr::Recoder::kRoot)) {
    if (edge.unichar != ocr::kNoUnichar) texts[edge.label] = charset.text(edge.unichar);
  }
  return texts;
}

}  // namespace

OcrModel::Impl::Impl(std::shared_ptr<const std::uint8_t[]> file, nn::grid::Network built,
                     const formats::Traineddata& data)
    : bytes(std::move(file)),
      network(std::move(built)),
      charset(data.charset),
      recoder(data.codes, int(data.charset.size()), data.blank),
      blank(data.blank),
      noise_seed(longhand::noise_seed(data.sample_iteration)),
      vertical(data.version.find("_vert") != std::string::npos),
      keeps_spaces(vertical || is_set(data, "preserve_interword_spaces")),
      label_texts(texts_of_labels(recoder, charset, network.labels())),
      enabled(enabled_unichars(data, charset, recoder)) {
  if (data.words || data.numbers || data.punctuation) dictionary.emplace(data, charset);
}

Result<OcrModel> OcrModel::load(std::span<const std::uint8_t> bytes) {
  std::shared_ptr<std::uint8_t[]> copy(new std::uint8_t[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  return load(std::move(copy), bytes.size());
}

Result<OcrModel> OcrModel::load(std::shared_ptr<const std::uint8_t[]> bytes, std::size_t size) {
  auto data = formats::read_traineddata({bytes.get(), size});
  if (!data) return tl::unexpected(data.error());
  auto network = nn::grid::Network::build(data->network);
  if (!network) return tl::unexpected(network.error());
  return OcrModel(std::make_unique<Impl>(std::move(bytes), std::move(*network), *data));
}

OcrModel::OcrModel(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
OcrModel::OcrModel(OcrModel&&) noexcept = default;
OcrModel& OcrModel::operator=(OcrModel&&) noexcept = default;
OcrModel::~OcrModel() = default;

const std::vector<std::string>& OcrModel::label_texts() const { return impl_->label_texts; }
int OcrModel::blank() const { return impl_->blank; }
bool OcrModel::has_dictionary() const { return impl_->dictionary.has_value(); }

}  // namespace longhand
