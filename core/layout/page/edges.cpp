#include "layout/page/edges.h"

#include <algorithm>
#include <array>
#include <cstdlib>

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

/// The direction in which the grey steps: up, down, or not enough.
std::int8_t direction(int from, int to, int least) {
  return std::int8_t((to - from >= least) - (from - to >= least));
}

/// Steps of the same direction in a row, as they come.
class EdgeRun {
 public:
  EdgeRun(bool vertical, int at, int length) : vertical_(vertical), at_(at), length_(length) {}

  void add(int place, std::int8_t step, std::vector<Edge>& edges) {
    if (step == step_) return;
    close(place, edges);
    step_ = step;
    begin_ = place;
  }

  void close(int place, std::vector<Edge>& edges) {
    if (step_ != 0 && place - begin_ >= length_) edges.push_back({vertical_, at_, begin_, place});
    step_ = 0;
  }

 private:
  bool vertical_;
  int at_, length_;
  int begin_ = 0;
  std::int8_t step_ = 0;
};

void find_horizontal(const Plane& picture, int least, int length, std::vector<Edge>& edges) {
  std::vector<std::int8_t> steps(picture.width);
  for (int y = 0; y + 1 < picture.height; ++y) {
    const std::uint8_t* row = picture.row(y);
    std::transform(row, row + picture.width, picture.row(y + 1), steps.begin(),
                   [least](int a, int b) { return direction(a, b, least); });
    EdgeRun run(false, y, length);
    for (int x = 0; x < picture.width; ++x) run.add(x, steps[x], edges);
    run.close(picture.width, edges);
  }
}

void find_vertical(const Plane& picture, int least, int length, std::vector<Edge>& edges) {
  std::vector<EdgeRun> runs;
  for (int x = 0; x + 1 < picture.width; ++x) runs.emplace_back(true, x, length);
  std::vector<std::int8_t> steps(runs.size());
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* row = picture.row(y);
    std::transform(row, row + runs.size(), row + 1, steps.begin(),
                   [least](int a, int b) { return direction(a, b, least); });
    for (std::size_t x = 0; x < runs.size(); ++x) runs[x].add(y, steps[x], edges);
  }
  for (EdgeRun& run : runs) run.close(picture.height, edges);
}

}  // namespace

std::vector<Edge> find_edges(const Plane& picture, int length) {
  std::vector<Edge> edges;
  if (picture.width < 2 || picture.height < 2) return edges;
  const int least = least_step(picture);
  find_horizontal(picture, least, length, edges);
  find_vertical(picture, least, length, edges);
  return edges;
}

}  // namespace longhand::layout
