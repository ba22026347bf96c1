#include "ocr/model.h"

#include <utility>

namespace longhand {

std::vector<std::string> OcrModel::Impl::texts_of_labels() const {
  std::vector<std::string> texts(network->labels());
  for (const ocr::Recoder::Edge& edge : recoder.edges(ocr::Recoder::kRoot))
    if (edge.unichar != ocr::kNoUnichar) texts[edge.label] = charset.text(edge.unichar);
  return texts;
}

OcrModel::OcrModel(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
OcrModel::OcrModel(OcrModel&&) noexcept = default;
OcrModel& OcrModel::operator=(OcrModel&&) noexcept = default;
OcrModel::~OcrModel() = default;

const std::vector<std::string>& OcrModel::label_texts() const { return impl_->label_texts; }
int OcrModel::blank() const { return impl_->blank; }
bool OcrModel::has_dictionary() const { return impl_->dictionary != nullptr; }

}  // namespace longhand
