#include "ocr/line/line_runner.h"

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

template <class T>
std::span<nn::grid::Grid<T>> normalise_all(std::span<const image::Plane> lines,
                                           std::vector<nn::grid::Grid<T>>& grids) {
  if (grids.size() < lines.size()) grids.resize(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    normalise(lines[i], measure_contrast(lines[i]), grids[i]);
  return {grids.data(), lines.size()};
}

}  // namespace

Result<void> LineRunner::forward(std::span<const image::Plane> lines, Noise noise,
                                 std::vector<nn::grid::Grid<float>>& out) {
  if (out.size() < lines.size()) out.resize(lines.size());
  const std::span results(out.data(), lines.size());
  nn::grid::NoiseGenerator generator(recurrence_of(noise), model_.noise_seed);
  generator.signed_value(1);  // Tesseract discards the first draw after seeding
  const nn::grid::Network& network = model_.network;
  if (network.is_int8())
    return network.forward(normalise_all(lines, int8_lines_), generator, workspace_, results);
  return network.forward(normalise_all(lines, float_lines_), generator, workspace_, results);
}

Result<void> LineRunner::run(std::vector<image::Plane> lines, const OcrOptions& options) {
  inverted_.assign(lines.size(), false);
  if (auto done = forward(lines, options.noise, upright_); !done) return done;
  std::vector<image::Plane> swapped;
  std::vector<std::pair<std::size_t, double>> uncertain;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double certainty = mean_certainty(upright_[i], model_.blank);
    if (!(certainty < options.invert_threshold)) continue;
    invert(lines[i]);
    swapped.push_back(std::move(lines[i]));
    uncertain.emplace_back(i, certainty);
  }
  if (auto done = forward(swapped, options.noise, swapped_); !done) return done;
  for (std::size_t n = 0; n < uncertain.size(); ++n) {
    const auto [line, certainty] = uncertain[n];
    if (!(mean_certainty(swapped_[n], model_.blank) > certainty)) continue;
    std::swap(upright_[line], swapped_[n]);
    inverted_[line] = true;
  }
  return {};
}

}  // namespace longhand::ocr
