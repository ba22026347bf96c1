#include <algorithm>
#include <memory>
#include <utility>

#include <longhand/ocr.h>

#include "nn/noise.h"
#include "ocr/beam_search.h"
#include "ocr/character_filter.h"
#include "ocr/largest.h"
#include "ocr/line_image.h"
#include "ocr/model.h"
#include "ocr/result.h"

namespace longhand {
namespace {

/// Mean probability of the best label over the steps where it is not the blank, each cut to 1/127
/// as Tesseract does; 0 if there is no such step.
double mean_certainty(const nn::Grid<float>& probabilities, int blank) {
  int sum = 0, count = 0;
  for (int step = 0; step < probabilities.width; ++step) {
    const std::span row(probabilities.at(0, step), std::size_t(probabilities.features));
    const int best = ocr::find_largest<1>(row)[0];
    if (best == blank || best < 0) continue;
    sum += int(127.0f * row[best]);
    ++count;
  }
  return count == 0 ? 0.0 : double(sum) / count / 127.0;
}

}  // namespace

struct OcrRecognizer::Impl {
  explicit Impl(std::shared_ptr<const OcrModel> loaded)
      : owner(std::move(loaded)),
        model(owner->impl()),
        search(model.recoder, model.charset, model.network.labels(), model.blank) {}

  Result<void> set_filter(const OcrOptions& options);
  Result<OcrResult> read(const ImageView& image, const OcrOptions& options);
  Result<void> forward(const ocr::Plane& line, Noise noise, nn::Grid<float>& out);
  Result<bool> forward_upright_or_inverted(ocr::Plane& line, const OcrOptions& options);
  std::span<const float> masked_probabilities();
  void decode(const ImageView& image, const OcrOptions& options, OcrResult& result);

  std::shared_ptr<const OcrModel> owner;
  const OcrModel::Impl& model;
  ocr::BeamSearch search;
  nn::Network::Workspace workspace;
  nn::Grid<std::int8_t> int8_input;
  nn::Grid<float> float_input;
  nn::Grid<float> probabilities;
  nn::Grid<float> inverted_probabilities;
  ocr::CharacterFilter filter;
  std::string filter_allow, filter_deny;
  std::vector<float> masked;
};

Result<void> OcrRecognizer::Impl::set_filter(const OcrOptions& options) {
  if (options.allow == filter_allow && options.deny == filter_deny) return {};
  auto made = ocr::make_filter(options.allow, options.deny, model.charset, model.recoder,
                               model.network.labels(), model.blank);
  if (!made) return tl::unexpected(made.error());
  filter = std::move(*made);
  filter_allow = options.allow;
  filter_deny = options.deny;
  return {};
}

Result<void> OcrRecognizer::Impl::forward(const ocr::Plane& line, Noise noise,
                                          nn::Grid<float>& out) {
  const ocr::Contrast contrast = ocr::measure_contrast(line);
  nn::NoiseGenerator generator(noise, model.noise_seed);
  generator.signed_value(1);  // Tesseract discards the first draw after seeding
  if (model.network.is_int8()) {
    ocr::normalise(line, contrast, int8_input);
    return model.network.forward(int8_input, generator, workspace, out);
  }
  ocr::normalise(line, contrast, float_input);
  return model.network.forward(float_input, generator, workspace, out);
}

/// Fills `probabilities`; true if they are those of the inverted line.
Result<bool> OcrRecognizer::Impl::forward_upright_or_inverted(ocr::Plane& line,
                                                              const OcrOptions& options) {
  if (auto run = forward(line, options.noise, probabilities); !run) {
    return tl::unexpected(run.error());
  }
  const double certainty = mean_certainty(probabilities, model.blank);
  if (!(certainty < options.invert_threshold)) return false;
  ocr::invert(line);
  if (auto run = forward(line, options.noise, inverted_probabilities); !run) {
    return tl::unexpected(run.error());
  }
  if (!(mean_certainty(inverted_probabilities, model.blank) > certainty)) return false;
  std::swap(probabilities, inverted_probabilities);
  return true;
}

std::span<const float> OcrRecognizer::Impl::masked_probabilities() {
  const std::span<const float> all(probabilities.values.data(), probabilities.size());
  if (!filter.is_active()) return all;
  masked.assign(all.begin(), all.end());
  const std::size_t labels = filter.labels.size();
  for (std::size_t i = 0; i < masked.size(); ++i) {
    if (!filter.labels[i % labels]) masked[i] = 0;
  }
  return masked;
}

void OcrRecognizer::Impl::decode(const ImageView& image, const OcrOptions& options,
                                 OcrResult& result) {
  const bool guided = options.dictionary && model.dictionary.has_value();
  const auto& enabled = filter.is_active() ? filter.unichars : model.enabled;
  const auto path = search.decode(masked_probabilities(),
                                  {guided ? &*model.dictionary : nullptr, enabled});
  const float factor = ocr::line_factor(image.height, model.network.input_height());
  const ocr::LineGeometry geometry{image.width, image.height,
                                   float(model.network.x_scale()) / factor};
  ocr::fill_result(ocr::extract_characters(path), model.charset, geometry, model.keeps_spaces,
                   result);
}

Result<OcrResult> OcrRecognizer::Impl::read(const ImageView& image, const OcrOptions& options) {
  if (auto set = set_filter(options); !set) return tl::unexpected(set.error());
  auto line = ocr::scale_line(image, model.network.input_height(), model.network.x_scale());
  if (!line) return tl::unexpected(line.error());
  const auto inverted = forward_upright_or_inverted(*line, options);
  if (!inverted) return tl::unexpected(inverted.error());
  OcrResult result;
  result.inverted = *inverted;
  result.steps = probabilities.width;
  result.labels = probabilities.features;
  decode(image, options, result);
  if (options.probabilities) {
    const float* first = probabilities.values.data();
    result.probabilities.assign(first, first + probabilities.size());
  }
  return result;
}

OcrRecognizer::OcrRecognizer(std::shared_ptr<const OcrModel> model)
    : impl_(std::make_unique<Impl>(std::move(model))) {}
OcrRecognizer::OcrRecognizer(OcrRecognizer&&) noexcept = default;
OcrRecognizer& OcrRecognizer::operator=(OcrRecognizer&&) noexcept = default;
OcrRecognizer::~OcrRecognizer() = default;

Result<OcrResult> OcrRecognizer::recognize(const ImageView& line, const OcrOptions& options) {
  return impl_->read(line, options);
}

}  // namespace longhand
