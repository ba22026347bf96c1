#include "layout/ink.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace longhand::layout {
namespace {

constexpr int kLeastContrast = 8;      ///< greys
constexpr float kNoiseFactor = 14.1f;  ///< 4.5 standard deviations, each 3.14 lower quartiles
constexpr float kRangeShare = 0.38f;
constexpr float kTextRatio = 12;
constexpr int kCellsAcross = 20;
constexpr int kSmallestCell = 4, kLargestCell = 16;

/// Distances of all pixels from the paper.
image::Plane distances(const image::Plane& picture, const Background& background) {
  image::Plane result(picture.width, picture.height);
  std::vector<std::uint8_t> paper(picture.width);
  for (int y = 0; y < picture.height; ++y) {
    background.fill_row(y, paper);
    const std::uint8_t* from = picture.row(y);
    std::uint8_t* to = result.row(y);
    for (int x = 0; x < picture.width; ++x)
      to[x] = std::uint8_t(from[x] > paper[x] ? from[x] - paper[x] : paper[x] - from[x]);
  }
  return result;
}

/// Distances that given shares of the pixels do not exceed.
class Distribution {
 public:
  explicit Distribution(const image::Plane& distances) : total_(distances.pixels.size()) {
    for (const std::uint8_t value : distances.pixels) ++counts_[value];
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
  std::size_t total_;
};

/// The distance that noise does not reach. Where many pixels are much farther away than noise ever
/// is, that is text, and what seems to be noise may be its blur.
float noise_floor(const image::Plane& distances) {
  const Distribution all(distances);
  const float low = all.quantile(0.25f), high = all.quantile(0.97f);
  const float floor = std::max(float(kLeastContrast), kNoiseFactor * low);
  return high > kTextRatio * low
             ? std::min(floor, std::max(float(kLeastContrast), kRangeShare * high))
             : floor;
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
    for (int y = 0; y < picture.height; ++y) {
      const std::uint8_t* row = picture.row(y);
      for (int column = 0; column < columns; ++column) {
        const auto [low, high] = std::minmax_element(
            row + column * cell, row + std::min((column + 1) * cell, picture.width));
        const std::size_t place = std::size_t(y / cell) * columns + column;
        lowest_[place] = std::min(lowest_[place], *low);
        highest_[place] = std::max(highest_[place], *high);
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
  std::vector<std::uint8_t> lowest_, highest_;
};

}  // namespace

image::Plane find_ink(const image::Plane& picture, const Background& background) {
  image::Plane ink = distances(picture, background);
  const float least = noise_floor(ink);
  const LocalRange range(picture);
  std::vector<int> thresholds(range.columns);
  for (int y = 0; y < ink.height; ++y) {
    if (y % range.cell == 0) {
      for (int x = 0; x < range.columns; ++x)
        thresholds[x] = int(std::max(least, kRangeShare * float(range.around(x, y / range.cell))));
    }
    std::uint8_t* row = ink.row(y);
    for (int column = 0; column < range.columns; ++column) {
      const int end = std::min((column + 1) * range.cell, ink.width);
      for (int x = column * range.cell; x < end; ++x) row[x] = row[x] > thresholds[column];
    }
  }
  return ink;
}

}  // namespace longhand::layout
