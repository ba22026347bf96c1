#include "layout/background.h"

#include <algorithm>
#include <array>
#include <utility>

namespace longhand::layout {
namespace {

constexpr int kCellsAcross = 5;  ///< cells along the shorter side
constexpr int kSmallestCell = 4, kLargestCell = 80;
constexpr int kWindowWidth = 9, kWindowHeight = 5;  ///< cells
constexpr int kSamplesPerSide = 8;                  ///< of a cell, at most
constexpr std::size_t kSamplesOfPicture = 4096;
constexpr int kPaperShare = 25;  ///< percent of a window's cells that are surely paper
constexpr int kPageCellsAcross = 120, kSmallestPageCell = 8, kLargestPageCell = 32;
constexpr int kPageWindow = 5;  ///< cells

/// Counts of bytes that fit into a byte: sixteen are compared at once.
constexpr std::size_t kCountedTogether = 192;

[[gnu::noinline]] std::size_t count_below(std::span<const std::uint8_t> values,
                                          std::uint8_t limit) {
  std::size_t below = 0;
  for (; !values.empty(); values = values.subspan(std::min(kCountedTogether, values.size()))) {
    std::uint8_t count = 0;
    for (const std::uint8_t value : values.first(std::min(kCountedTogether, values.size())))
      count = std::uint8_t(count + (value < limit));
    below += count;
  }
  return below;
}

/// The value that `percent` of the values do not exceed, found bit by bit.
std::uint8_t quantile(std::span<const std::uint8_t> values, int percent) {
  const std::size_t rank = (values.size() - 1) * std::size_t(percent) / 100;
  int quantile = 0;
  for (int bit = 128; bit > 0; bit /= 2)
    if (count_below(values, std::uint8_t(quantile + bit)) <= rank) quantile += bit;
  return std::uint8_t(quantile);
}

std::uint8_t cell_median(const image::Plane& picture, int left, int top, int cell) {
  const int right = std::min(left + cell, picture.width);
  const int bottom = std::min(top + cell, picture.height);
  const int step = (cell + kSamplesPerSide - 1) / kSamplesPerSide;
  std::array<std::uint8_t, kSamplesPerSide * kSamplesPerSide> values;
  std::size_t count = 0;
  for (int y = top; y < bottom; y += step) {
    const std::uint8_t* row = picture.row(y);
    for (int x = left; x < right; x += step) values[count++] = row[x];
  }
  return quantile(std::span(values).first(count), 50);
}

/// Whether there is more light than dark: paper covers most of a picture.
bool is_light(const image::Plane& picture) {
  std::vector<std::uint8_t> values;
  const std::size_t step = picture.pixels.size() / kSamplesOfPicture + 1;
  for (std::size_t i = 0; i < picture.pixels.size(); i += step) values.push_back(picture.pixels[i]);
  const int low = quantile(values, 3), middle = quantile(values, 50), high = quantile(values, 97);
  return high - middle <= middle - low;
}

/// `size` of `count` cells around `middle`, shifted where the picture ends.
std::pair<int, int> window(int middle, int size, int count) {
  const int begin = std::clamp(middle - size / 2, 0, std::max(0, count - size));
  return {begin, std::min(begin + size, count)};
}

}  // namespace

Background Background::of_line(const image::Plane& picture) {
  const int cell = std::clamp(std::min(picture.width, picture.height) / kCellsAcross, kSmallestCell,
                              kLargestCell);
  const int percent = is_light(picture) ? 100 - kPaperShare : kPaperShare;
  return {picture, {cell, kWindowWidth, kWindowHeight, percent}};
}

Background Background::of_page(const image::Plane& picture) {
  return {picture, {page_window(picture) / kPageWindow, kPageWindow, kPageWindow, 50}};
}

int Background::page_window(const image::Plane& picture) {
  return kPageWindow * std::clamp(std::min(picture.width, picture.height) / kPageCellsAcross,
                                  kSmallestPageCell, kLargestPageCell);
}

Background::Background(const image::Plane& picture, Windows windows)
    : cell_(windows.cell),
      columns_((picture.width + cell_ - 1) / cell_),
      rows_((picture.height + cell_ - 1) / cell_),
      greys_(std::size_t(columns_) * rows_) {
  std::vector<std::uint8_t> cells(greys_.size()), values;
  for (int y = 0; y < rows_; ++y) {
    for (int x = 0; x < columns_; ++x)
      cells[std::size_t(y) * columns_ + x] = cell_median(picture, x * cell_, y * cell_, cell_);
  }
  for (int y = 0; y < rows_; ++y) {
    const auto [top, bottom] = window(y, windows.down, rows_);
    if (y > 0 && top == window(y - 1, windows.down, rows_).first) {
      const auto row = greys_.begin() + std::ptrdiff_t(y) * columns_;
      std::copy(row - columns_, row, row);
      continue;
    }
    for (int x = 0; x < columns_; ++x) {
      values.clear();
      const auto [left, right] = window(x, windows.across, columns_);
      for (int v = top; v < bottom; ++v) {
        const auto row = cells.begin() + std::ptrdiff_t(v) * columns_;
        values.insert(values.end(), row + left, row + right);
      }
      greys_[std::size_t(y) * columns_ + x] = quantile(values, windows.percent);
    }
  }
  for (int x = 0; x < picture.width; ++x) {
    const Tap at = tap(x, columns_);
    if (spans_.empty() || spans_.back().first != at.first)
      spans_.push_back({x, at.first, at.second});
    weights_.push_back(std::uint16_t(at.weight));
  }
}

Background::Tap Background::tap(int position, int points) const {
  const int halves = std::max(0, 2 * position + 1 - cell_);
  const int first = std::min(halves / (2 * cell_), points - 1);
  return {first, std::min(first + 1, points - 1), halves % (2 * cell_) * 128 / cell_};
}

void Background::fill_row(int y, std::span<std::uint8_t> greys) const {
  const Tap rows = tap(y, rows_);
  const std::uint8_t* above = greys_.data() + std::size_t(rows.first) * columns_;
  const std::uint8_t* below = greys_.data() + std::size_t(rows.second) * columns_;
  std::vector<int> between(columns_);
  for (int x = 0; x < columns_; ++x)
    between[x] = above[x] * (256 - rows.weight) + below[x] * rows.weight;
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    const Span& span = spans_[i];
    const int end = i + 1 < spans_.size() ? spans_[i + 1].begin : int(weights_.size());
    const int base = between[span.first] * 256 + (1 << 15);
    const int rise = between[span.second] - between[span.first];
    std::transform(weights_.begin() + span.begin, weights_.begin() + end,
                   greys.begin() + span.begin,
                   [=](int weight) { return std::uint8_t((base + rise * weight) >> 16); });
  }
}

std::uint8_t Background::at(int x, int y) const {
  const Tap rows = tap(y, rows_), column = tap(x, columns_);
  const auto grey = [&](int v, int u) { return int(greys_[std::size_t(v) * columns_ + u]); };
  const auto blend = [](int a, int b, int weight) { return a * (256 - weight) + b * weight; };
  const int above = blend(grey(rows.first, column.first), grey(rows.first, column.second),
                          column.weight);
  const int below = blend(grey(rows.second, column.first), grey(rows.second, column.second),
                          column.weight);
  return std::uint8_t((blend(above, below, rows.weight) + (1 << 15)) >> 16);
}

}  // namespace longhand::layout
