#include "ocr/line/line_runner.h"

#include <string>
#include <utility>

#include "nn/grid/noise.h"
#include "ocr/decode/largest.h"
#include "ocr/line/line_image.h"

namespace longhand::ocr {
namespace {

/// Mean probability of the best label over the steps where it is not the blank, each cut to 1/127
/// as Tesseract does; 0 if there is no such step.
double mean_certainty(const nn::grid::Grid<float>& probabilities, int blank) {
  int sum = 0, count = 0;
  for (int step = 0; step < probabilities.width; ++step) {
    const std::span row(probabilities.at(0, step), std::size_t(probabilities.features));
    const int best = find_largest<1>(row)[0];
    if (best == blank || best < 0) continue;
    sum += int(127.0f * row[best]);
    ++count;
  }
  return count == 0 ? 0.0 : double(sum) / count / 127.0;
}

nn::grid::Recurrence recurrence_of(Noise noise) {
  return noise == Noise::lcg ? nn::grid::Recurrence::mmix : nn::grid::Recurrence::minstd;
}

}  // namespace

void LineRunner::forward(std::span<const image::Plane> lines, Noise noise,
                         std::vector<nn::grid::Grid<float>>& out) {
  if (normalised_.size() < lines.size()) normalised_.resize(lines.size());
  if (out.size() < lines.size()) out.resize(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    normalise(lines[i], measure_contrast(lines[i]), normalised_[i]);
  nn::grid::NoiseGenerator generator(recurrence_of(noise), model_.noise_seed);
  generator.signed_value(1);  // Tesseract discards the first draw after seeding
  model_.network.forward({normalised_.data(), lines.size()}, generator, workspace_,
                         {out.data(), lines.size()});
}

Result<void> LineRunner::check(const image::Plane& line) const {
  const nn::grid::Network& network = model_.network;
  if (line.width > network.most_columns())
    return fail(ErrorCode::invalid_image,
                "image: expected a line of at most " + std::to_string(network.most_columns()) +
                    " columns for this model, found " + std::to_string(line.width));
  if (line.width >= network.x_scale() && line.height >= network.least_height()) return {};
  return fail(ErrorCode::invalid_image,
              "image: expected a line of " + std::to_string(network.x_scale()) + "x" +
                  std::to_string(network.least_height()) + " or more, found " +
                  std::to_string(line.width) + "x" + std::to_string(line.height));
}

void LineRunner::run(std::vector<image::Plane> lines, const OcrOptions& options) {
  inverted_.assign(lines.size(), false);
  forward(lines, options.noise, upright_);
  std::vector<image::Plane> swapped;
  std::vector<std::pair<std::size_t, double>> uncertain;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double certainty = mean_certainty(upright_[i], model_.blank);
    if (!(certainty < options.invert_threshold)) continue;
    invert(lines[i]);
    swapped.push_back(std::move(lines[i]));
    uncertain.emplace_back(i, certainty);
  }
  forward(swapped, options.noise, swapped_);
  for (std::size_t n = 0; n < uncertain.size(); ++n) {
    const auto [line, certainty] = uncertain[n];
    if (!(mean_certainty(swapped_[n], model_.blank) > certainty)) continue;
    std::swap(upright_[line], swapped_[n]);
    inverted_[line] = true;
  }
}

}  // namespace longhand::ocr
