#include "ocr/line_decoder.h"

#include <utility>

#include "ocr/line/line_image.h"
#include "ocr/result.h"

namespace longhand::ocr {
namespace {

bool asks_for_guide(const SearchOptions& options) {
  return !options.patterns.empty() || !options.hotwords.empty() || options.language_model;
}

/// Null if the options ask for none.
Result<std::unique_ptr<const Guide>> compile_guide(const SearchOptions& options,
                                                   const OcrModel::Impl& model,
                                                   std::span<const std::uint8_t> allowed) {
  if (!asks_for_guide(options)) return nullptr;
  if (model.make_guide) return model.make_guide(options, model, allowed);
  return fail(ErrorCode::invalid_option,
              "patterns, hot words and language models: expected the full engine, found the small "
              "one");
}

/// Of a line that fits no pattern.
void reject(OcrResult& result) {
  result.text.clear();
  result.words.clear();
  result.confidence = 0;
  result.pattern = -1;
  result.rejected = true;
}

}  // namespace

LineDecoder::LineDecoder(const OcrModel::Impl& model)
    : model_(model), search_(model.recoder, model.charset, model.network->labels(), model.blank) {}

Result<void> LineDecoder::set_options(const SearchOptions& options) {
  if (options == options_) return {};
  auto filter = make_filter(options.allow, options.deny, model_.charset, model_.recoder,
                            model_.network->labels(), model_.blank);
  if (!filter) return tl::unexpected(filter.error());
  auto guide = compile_guide(options, model_, filter->labels);
  if (!guide) return tl::unexpected(guide.error());
  filter_ = std::move(*filter);
  guide_ = std::move(*guide);
  options_ = options;
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
  const auto* dictionary = options_.dictionary ? model_.dictionary.get() : nullptr;
  return {extract_characters(search_.decode(masked(probabilities), {dictionary, enabled}))};
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
  const auto [characters, pattern, confidence] = search(probabilities);
  const float factor = line_factor(line.place.height, sizes.height);
  const layout::LineInk ink(line.ink, line.place);
  const LineGeometry geometry{line.place, ink, float(sizes.x_scale) / (factor * line.widening)};
  fill_result(characters, model_.charset, geometry, model_.keeps_spaces, result);
  if (!options_.patterns.empty()) {
    result.pattern = pattern;
    result.confidence = confidence;
    if (pattern < 0 || confidence < options_.pattern_threshold) reject(result);
  }
  if (with_probabilities) {
    const auto all = probabilities.all();
    result.probabilities.assign(all.begin(), all.end());
  }
  return result;
}

}  // namespace longhand::ocr
