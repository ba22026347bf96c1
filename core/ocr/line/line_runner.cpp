#include "ocr/line/line_runner.h"

#include <string>
#include <utility>

#include "ocr/decode/largest.h"
#include "ocr/line/line_image.h"

namespace longhand::ocr {
namespace {

/// Mean probability of the best label over the steps where it is not the blank, each cut to 1/127
/// as Tesseract does; 0 if there is no such step.
double mean_certainty(const Probabilities& probabilities, int blank) {
  int sum = 0, count = 0;
  for (int step = 0; step < probabilities.steps; ++step) {
    const auto row = probabilities.at(step);
    const int best = find_largest<1>(row)[0];
    if (best == blank || best < 0) continue;
    sum += int(127.0f * row[best]);
    ++count;
  }
  return count == 0 ? 0.0 : double(sum) / count / 127.0;
}

}  // namespace

void LineRunner::forward(std::span<const image::Plane> lines, Noise noise,
                         std::vector<Probabilities>& out) {
  if (out.size() < lines.size()) out.resize(lines.size());
  reader_->read(lines, noise, {out.data(), lines.size()});
}

Result<void> LineRunner::check(const image::Plane& line) const {
  const LineSizes& sizes = model_.network->sizes();
  if (line.width > sizes.most_columns)
    return fail(ErrorCode::invalid_image,
                "image: expected a line of at most " + std::to_string(sizes.most_columns) +
                    " columns for this model, found " + std::to_string(line.width));
  if (line.width >= sizes.x_scale && line.height >= sizes.least_height) return {};
  return fail(ErrorCode::invalid_image,
              "image: expected a line of " + std::to_string(sizes.x_scale) + "x" +
                  std::to_string(sizes.least_height) + " or more, found " +
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
