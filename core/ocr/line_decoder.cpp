#include "ocr/line_decoder.h"

#include <utility>

#include "ocr/line/line_image.h"
#include "ocr/result.h"

namespace longhand::ocr {

LineDecoder::LineDecoder(const OcrModel::Impl& model)
    : model_(model), search_(model.recoder, model.charset, model.network->labels(), model.blank) {}

Result<void> LineDecoder::set_filter(const std::string& allow, const std::string& deny) {
  if (allow == allow_ && deny == deny_) return {};
  auto made = make_filter(allow, deny, model_.charset, model_.recoder, model_.network->labels(),
                          model_.blank);
  if (!made) return tl::unexpected(made.error());
  filter_ = std::move(*made);
  allow_ = allow;
  deny_ = deny;
  return {};
}

/// The probabilities with those of forbidden labels at 0.
std::span<const float> LineDecoder::masked(const Probabilities& probabilities) {
  const auto all = probabilities.all();
  if (!filter_.is_active()) return all;
  masked_values_.assign(all.begin(), all.end());
  const std::size_t labels = filter_.labels.size();
  for (std::size_t i = 0; i < masked_values_.size(); ++i) {
    if (!filter_.labels[i % labels]) masked_values_[i] = 0;
  }
  return masked_values_;
}

OcrResult LineDecoder::decode(const LineRunner::Reading& reading, const PreparedLine& line,
                              const OcrOptions& options) {
  const Probabilities& probabilities = reading.probabilities;
  const LineSizes& sizes = model_.network->sizes();
  OcrResult result;
  result.inverted = reading.inverted;
  if (line.several_lines) result.warnings.push_back(Warning::several_lines);
  result.steps = probabilities.steps;
  result.labels = probabilities.labels;
  const bool guided = options.dictionary && model_.dictionary != nullptr;
  const auto& enabled = filter_.is_active() ? filter_.unichars : model_.enabled;
  const auto path = search_.decode(masked(probabilities),
                                   {guided ? model_.dictionary.get() : nullptr, enabled});
  const float factor = line_factor(line.place.height, sizes.height);
  const layout::LineInk ink(line.ink, line.place);
  const LineGeometry geometry{line.place, ink, float(sizes.x_scale) / (factor * line.widening)};
  fill_result(extract_characters(path), model_.charset, geometry, model_.keeps_spaces, result);
  if (options.probabilities) {
    const auto all = probabilities.all();
    result.probabilities.assign(all.begin(), all.end());
  }
  return result;
}

}  // namespace longhand::ocr
