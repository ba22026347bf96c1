#include "layout/ink.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <vector>

namespace longhand::layout {
namespace {

constexpr float kLeastContrast = 8;    ///< greys
constexpr float kNoiseFactor = 14.1f;  ///< 4.5 standard deviations, each 3.14 lower quartiles
constexpr float kGrainFactor = 3;      ///< of the largest distances, where few pixels are ink
constexpr float kFaintShare = 0.38f;
constexpr float kRippleShare = 0.15f;
constexpr float kTextRatio = 12;
constexpr std::size_t kSamples = 16384;  ///< of all pixels, about
constexpr int kCellsAcross = 20;
constexpr int kSmallestCell = 4, kLargestCell = 16;

/// Distances of all pixels from the paper.
image::Plane distances(const image::Plane& picture, const Background& background) {
  image::Plane result(picture.width, picture.height);
  std::vector<std::uint8_t> paper(picture.width);
  for (int y = 0; y < picture.height; ++y) {
    background.fill_row(y, paper);
    const std::uint8_t* from = picture.row(y);
    std::transform(from, from + picture.width, paper.begin(), result.row(y),
                   [](int a, int b) { return std::uint8_t(a > b ? a - b : b - a); });
  }
  return result;
}

/// Distances that given shares of the pixels do not exceed, estimated from some of them.
class Distribution {
 public:
  explicit Distribution(const image::Plane& distances) {
    const std::size_t step = distances.pixels.size() / kSamples | 1;
    for (std::size_t i = 0; i < distances.pixels.size(); i += step, ++total_)
      ++counts_[distances.pixels[i]];
  }

  /// Interpolated within its value.
  float quantile(float share) const {
    const float target = share * float(total_);
    int value = 0;
    std::size_t below = 0;
    while (value < 255 && float(below + counts_[value]) <= target) below += counts_[value++];
    const float within = (target - float(below)) / float(std::max<std::size_t>(1, counts_[value]));
    return std::max(0.0f, float(value) - 0.5f + within);
  }

 private:
  std::array<std::size_t, 256> counts_{};
  std::size_t total_ = 0;
};

struct Noise {
  float floor = 0;  ///< the distance that it does not reach
  bool drowns = false;
};

/// Where many pixels are much farther away than noise ever is, that is text: what seems to be noise
/// may be its blur, and what is much fainter is no ink but the ripples that image compression
/// leaves around it.
Noise measure_noise(const image::Plane& distances) {
  const Distribution all(distances);
  const float low = all.quantile(0.25f), high = all.quantile(0.97f);
  const float floor = std::max(kLeastContrast, kNoiseFactor * low);
  if (high < kLeastContrast) return {std::max(floor, kGrainFactor * high)};
  if (high <= kTextRatio * low) return {floor, true};
  return {
      std::min(std::max(floor, kRippleShare * high), std::max(kLeastContrast, kFaintShare * high))};
}

/// Lowest and highest grey of each cell and the cells around it.
class LocalRange {
 public:
  explicit LocalRange(const image::Plane& picture)
      : cell(std::clamp(std::min(picture.width, picture.height) / kCellsAcross, kSmallestCell,
                        kLargestCell)),
        columns((picture.width + cell - 1) / cell),
        rows((picture.height + cell - 1) / cell) {
    lowest_.assign(std::size_t(columns) * rows, 255);
    highest_.assign(lowest_.size(), 0);
    std::vector<std::uint8_t> low(picture.width), high(picture.width);
    for (int row = 0; row < rows; ++row) {
      const int top = row * cell, bottom = std::min(top + cell, picture.height);
      std::copy_n(picture.row(top), picture.width, low.begin());
      high = low;
      for (int y = top + 1; y < bottom; ++y) note(picture.row(y), low, high);
      for (int x = 0; x < picture.width; ++x) {
        const std::size_t place = std::size_t(row) * columns + x / cell;
        lowest_[place] = std::min(lowest_[place], low[x]);
        highest_[place] = std::max(highest_[place], high[x]);
      }
    }
  }

  int around(int column, int row) const {
    int low = 255, high = 0;
    for (int y = std::max(0, row - 1); y <= std::min(rows - 1, row + 1); ++y) {
      for (int x = std::max(0, column - 1); x <= std::min(columns - 1, column + 1); ++x) {
        low = std::min<int>(low, lowest_[std::size_t(y) * columns + x]);
        high = std::max<int>(high, highest_[std::size_t(y) * columns + x]);
      }
    }
    return high - low;
  }

  const int cell, columns, rows;

 private:
  static void note(const std::uint8_t* pixels, std::vector<std::uint8_t>& low,
                   std::vector<std::uint8_t>& high) {
    const auto less = [](std::uint8_t a, std::uint8_t b) { return std::min(a, b); };
    const auto more = [](std::uint8_t a, std::uint8_t b) { return std::max(a, b); };
    std::transform(low.begin(), low.end(), pixels, low.begin(), less);
    std::transform(high.begin(), high.end(), pixels, high.begin(), more);
  }

  std::vector<std::uint8_t> lowest_, highest_;
};

}  // namespace

Ink find_ink(const image::Plane& picture, const Background& background, float range_share) {
  image::Plane ink = distances(picture, background);
  const auto [least, drowns] = measure_noise(ink);
  const LocalRange range(picture);
  std::vector<std::uint8_t> thresholds(ink.width);
  for (int y = 0; y < ink.height; ++y) {
    if (y % range.cell == 0) {
      for (int column = 0; column < range.columns; ++column) {
        const float spread = range_share * float(range.around(column, y / range.cell));
        const auto threshold = std::uint8_t(std::min(255.0f, std::max(least, spread)));
        const int left = column * range.cell, right = std::min(left + range.cell, ink.width);
        std::fill(thresholds.begin() + left, thresholds.begin() + right, threshold);
      }
    }
    std::uint8_t* row = ink.row(y);
    std::transform(row, row + ink.width, thresholds.begin(), row, std::greater<std::uint8_t>());
  }
  return {std::move(ink), drowns};
}

}  // namespace longhand::layout
