#include "layout/page/edges.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace longhand::layout {
namespace {

using image::Plane;

constexpr int kLeastStep = 4;    ///< greys between both sides
constexpr int kNoiseFactor = 5;  ///< of the median step between neighbours
constexpr std::size_t kSamples = 16384;

/// The least step from one row to the next that is not noise.
int least_step(const Plane& picture) {
  std::array<std::size_t, 256> counts{};
  std::size_t total = 0;
  const std::size_t last = picture.pixels.size() - std::size_t(picture.width);
  const std::size_t step = last / kSamples | 1;
  for (std::size_t i = 0; i < last; i += step, ++total)
    ++counts[std::abs(picture.pixels[i] - picture.pixels[i + picture.width])];
  int median = 0;
  for (std::size_t sum = counts[0]; 2 * sum < total; sum += counts[++median]) {
  }
  return std::max(kLeastStep, kNoiseFactor * median);
}

/// The direction in which the grey steps: up, down, or not enough. All in bytes: sixteen at once.
std::int8_t direction(std::uint8_t from, std::uint8_t to, std::uint8_t least) {
  const auto rise = std::uint8_t(std::max(to, from) - from);
  const auto fall = std::uint8_t(std::max(to, from) - to);
  return std::int8_t((rise >= least) - (fall >= least));
}

/// The steps from `count` pixels to the ones behind them.
void find_steps(const std::uint8_t* from, const std::uint8_t* to, std::size_t count, int least,
                std::int8_t* steps) {
  const auto enough = std::uint8_t(least);
  std::transform(from, from + count, to, steps,
                 [enough](std::uint8_t a, std::uint8_t b) { return direction(a, b, enough); });
}

/// Calls use(i) for each i < count at which a and b differ, which is seldom.
template <class Use>
void for_each_difference(const std::int8_t* a, const std::int8_t* b, std::size_t count, Use use) {
  constexpr std::size_t kTogether = sizeof(std::uint64_t);
  for (std::size_t i = 0; i < count; i += kTogether) {
    const std::size_t end = std::min(i + kTogether, count);
    if (end - i == kTogether && std::memcmp(a + i, b + i, kTogether) == 0) continue;
    for (std::size_t k = i; k < end; ++k)
      if (a[k] != b[k]) use(k);
  }
}

void find_horizontal(const Plane& picture, int least, int length, std::vector<Edge>& edges) {
  const auto width = std::size_t(picture.width);
  std::vector<std::int8_t> steps(width + 2);  // none before the first and behind the last pixel
  for (int y = 0; y + 1 < picture.height; ++y) {
    find_steps(picture.row(y), picture.row(y + 1), width, least, steps.data() + 1);
    std::size_t begin = 0;
    for_each_difference(steps.data(), steps.data() + 1, width + 1, [&](std::size_t x) {
      if (steps[x] != 0 && int(x - begin) >= length)
        edges.push_back({false, y, int(begin), int(x)});
      begin = x;
    });
  }
}

void find_vertical(const Plane& picture, int least, int length, std::vector<Edge>& edges) {
  const auto count = std::size_t(picture.width) - 1;
  std::vector<std::int8_t> steps(count), before(count);
  std::vector<int> begin(count);
  for (int y = 0; y <= picture.height; ++y) {
    if (y < picture.height)
      find_steps(picture.row(y), picture.row(y) + 1, count, least, steps.data());
    else std::ranges::fill(steps, std::int8_t{0});
    for_each_difference(before.data(), steps.data(), count, [&](std::size_t x) {
      if (before[x] != 0 && y - begin[x] >= length) edges.push_back({true, int(x), begin[x], y});
      begin[x] = y;
    });
    std::swap(steps, before);
  }
}

}  // namespace

std::vector<Edge> find_edges(const Plane& picture, int length) {
  std::vector<Edge> edges;
  if (picture.width < 2 || picture.height < 2) return edges;
  const int least = least_step(picture);
  if (least > 255) return edges;  // all is noise
  find_horizontal(picture, least, length, edges);
  find_vertical(picture, least, length, edges);
  return edges;
}

}  // namespace longhand::layout
