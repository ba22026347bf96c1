#include "image/reduce.h"

#include <algorithm>
#include <vector>

namespace longhand::image {
namespace {

/// The source pixels under one target pixel: the first and last in part, those between in full.
struct Span {
  int first;
  int last;
  std::uint32_t first_weight;  ///< sixteenths
  std::uint32_t last_weight;
  bool at_edge;  ///< reaches the last source pixel: the target copies the first pixel instead

  std::uint32_t weight() const { return first_weight + 16u * (last - first - 1) + last_weight; }
};

std::vector<Span> spans(int source, int target) {
  const float step = 16.0f * float(source) / float(target);
  std::vector<Span> result(target);
  for (int i = 0; i < target; ++i) {
    const int begin = int(step * float(i));
    const int end = int(double(step) * (i + 1.0));
    result[i] = {std::min(begin >> 4, source - 1), end >> 4, 16u - (begin & 15),
                 std::uint32_t(end & 15), (end >> 4) > source - 2};
  }
  return result;
}

/// Weighted sums of each column over the rows of a span.
void sum_rows(const Plane& image, const Span& span, std::vector<std::uint32_t>& sums) {
  const std::uint8_t* first = image.row(span.first);
  const std::uint8_t* last = image.row(span.last);
  for (int x = 0; x < image.width; ++x) {
    sums[x] = span.first_weight * first[x] + span.last_weight * last[x];
  }
  for (int y = span.first + 1; y < span.last; ++y) {
    const std::uint8_t* row = image.row(y);
    for (int x = 0; x < image.width; ++x) sums[x] += 16u * row[x];
  }
}

/// before[x] = sum of sums[0..x); differences stay right when it wraps.
void accumulate(const std::vector<std::uint32_t>& sums, std::vector<std::uint32_t>& before) {
  std::uint32_t total = 0;
  for (std::size_t x = 0; x < sums.size(); ++x) {
    before[x] = total;
    total += sums[x];
  }
}

std::uint8_t mean_of(const Span& span, const std::vector<std::uint32_t>& sums,
                     const std::vector<std::uint32_t>& before, double per_weight) {
  const std::uint32_t sum = span.first_weight * sums[span.first] +
                            16u * (before[span.last] - before[span.first + 1]) +
                            span.last_weight * sums[span.last];
  // Half a unit keeps the product off whole numbers, so that it truncates like integer division.
  return std::uint8_t(std::min(255.0, (double(sum + 128u) + 0.5) * per_weight));
}

}  // namespace

Plane area_map(const Plane& image, int width, int height) {
  Plane result(width, height);
  const std::vector<Span> columns = spans(image.width, width);
  const std::vector<Span> rows = spans(image.height, height);
  std::vector<double> per_column_weight(width);
  for (int x = 0; x < width; ++x) per_column_weight[x] = 1.0 / columns[x].weight();
  std::vector<std::uint32_t> sums(image.width), before(image.width);
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* copied = image.row(rows[y].first);
    std::uint8_t* to = result.row(y);
    const double per_row_weight = rows[y].at_edge ? 0 : 1.0 / rows[y].weight();
    if (!rows[y].at_edge) {
      sum_rows(image, rows[y], sums);
      accumulate(sums, before);
    }
    for (int x = 0; x < width; ++x) {
      const bool copies = rows[y].at_edge || columns[x].at_edge;
      to[x] = copies ? copied[columns[x].first]
                     : mean_of(columns[x], sums, before, per_column_weight[x] * per_row_weight);
    }
  }
  return result;
}

Plane halve(const Plane& image) {
  Plane result(std::max(1, image.width / 2), std::max(1, image.height / 2));
  const int right = image.width > 1 ? 1 : 0;
  for (int y = 0; y < result.height; ++y) {
    const std::uint8_t* above = image.row(2 * y);
    const std::uint8_t* below = image.row(std::min(2 * y + 1, image.height - 1));
    std::uint8_t* to = result.row(y);
    for (int x = 0; x < result.width; ++x) {
      const int sum = above[2 * x] + above[2 * x + right] + below[2 * x] + below[2 * x + right];
      to[x] = std::uint8_t(sum >> 2);
    }
  }
  return result;
}

}  // namespace longhand::image
