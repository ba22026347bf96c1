#include "ocr/line_decoder.h"

#include <utility>

#include "ocr/line/line_image.h"
#include "ocr/result.h"

namespace longhand::ocr {
namespace {

bool asks_for_guide(const SearchOptions& options) {
  return !options.patterns.empty() || !options.hotwords.empty() || options.language_model;
}

}  // namespace

LineDecoder::LineDecoder(const OcrModel::Impl& model)
    : model_(model), search_(model.recoder, model.charset, model.network->labels(), model.blank) {}

Result<void> LineDecoder::set_options(const SearchOptions& options) {
  dictionary_ = options.dictionary ? model_.dictionary.get() : nullptr;
  if (options.allow != allow_ || options.deny != deny_) {
    auto made = make_filter(options.allow, options.deny, model_.charset, model_.recoder,
                            model_.network->labels(), model_.blank);
    if (!made) return tl::unexpected(made.error());
    filter_ = std::move(*made);
    allow_ = options.allow;
    deny_ = options.deny;
  }
  return set_guide(options);
}

Result<void> LineDecoder::set_guide(const SearchOptions& options) {
  if (guide_ && guide_->is_for(options)) return {};
  guide_.reset();
  if (!asks_for_guide(options)) return {};
  if (!model_.make_guide)
    return fail(ErrorCode::invalid_option,
                "patterns, hot words and language models need the full engine");
  auto guide = model_.make_guide(options, model_, filter_.labels);
  if (!guide) return tl::unexpected(guide.error());
  guide_ = std::move(*guide);
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

Guide::Reading LineDecoder::search(const Probabilities& probabilities) {
  if (guide_) return guide_->read(probabilities);
  const auto& enabled = filter_.is_active() ? filter_.unichars : model_.enabled;
  return {extract_characters(search_.decode(masked(probabilities), {dictionary_, enabled}))};
}

OcrResult LineDecoder::decode(const LineRunner::Reading& reading, const PreparedLine& line,
                              bool with_probabilities) {
  const Probabilities& probabilities = reading.probabilities;
  const LineSizes& sizes = model_.network->sizes();
  OcrResult result;
  result.inverted = reading.inverted;
  if (line.several_lines) result.warnings.push_back(Warning::several_lines);
  result.steps = probabilities.steps;
  result.labels = probabilities.labels;
  const Guide::Reading read = search(probabilities);
  const float factor = line_factor(line.place.height, sizes.height);
  const layout::LineInk ink(line.ink, line.place);
  const LineGeometry geometry{line.place, ink, float(sizes.x_scale) / (factor * line.widening)};
  fill_result(read.characters, model_.charset, geometry, model_.keeps_spaces, result);
  if (read.by_pattern) {
    result.pattern = read.pattern;
    result.rejected = read.pattern < 0;
    result.confidence = result.rejected ? 0 : read.confidence;
  }
  if (line.doubtful && result.confidence < model_.sure_of_text) result = {.labels = result.labels};
  else if (with_probabilities) {
    const auto all = probabilities.all();
    result.probabilities.assign(all.begin(), all.end());
  }
  return result;
}

}  // namespace longhand::ocr
