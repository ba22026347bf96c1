#include "layout/bands.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace longhand::layout {
namespace {

/// A row with less than this share of the fullest rows on both sides parts two lines.
constexpr double kValley = 0.25;

using Rows = std::vector<std::int64_t>;

/// Width of letters in each row.
Rows count_widths(const std::vector<Component>& letters, Slant slant, int picture_height) {
  Rows rows(std::size_t(picture_height) + 2 * slant.offset + 1);
  for (const Component& letter : letters) {
    const int shift = slant.shift(letter);
    const int width = std::min(letter.width(), 3 * letter.height());
    rows[letter.top + shift] += width;
    rows[letter.bottom + shift] -= width;
  }
  std::partial_sum(rows.begin(), rows.end(), rows.begin());
  return rows;
}

/// The row that parts [begin, end) best, or `end`.
int find_valley(const Rows& rows, int begin, int end, int least) {
  std::vector<std::int64_t> below(end - begin);
  std::int64_t highest = 0;
  for (int v = end - 1; v >= begin; --v) below[v - begin] = highest = std::max(highest, rows[v]);
  int valley = end;
  double lowest = kValley;
  highest = 0;
  for (int v = begin; v <= end - least; ++v) {
    highest = std::max(highest, rows[v]);
    const double depth = double(rows[v]) / double(std::min(highest, below[v - begin]));
    if (v < begin + least || depth >= lowest) continue;
    lowest = depth;
    valley = v;
  }
  return valley;
}

void split(const Rows& rows, int begin, int end, int least, std::vector<Band>& bands) {
  while (begin < end) {
    while (begin < end && rows[begin] == 0) ++begin;
    while (begin < end && rows[end - 1] == 0) --end;
    if (begin == end) return;
    const int valley = find_valley(rows, begin, end, least);
    if (valley == end) {
      bands.push_back(
          {begin, end, std::accumulate(rows.begin() + begin, rows.begin() + end, std::int64_t{0})});
      return;
    }
    split(rows, begin, valley, least, bands);
    begin = valley;
  }
}

}  // namespace

Slant::Slant(float new_slope, int picture_width)
    : slope(new_slope), offset(int(std::ceil(std::fabs(new_slope) * float(picture_width))) + 1) {}

int Slant::shift(const Component& part) const {
  return offset - int(std::lround(slope * float(part.left + part.right) / 2));
}

std::vector<Band> find_bands(const std::vector<Component>& letters, Slant slant, int picture_height,
                             int least) {
  const Rows rows = count_widths(letters, slant, picture_height);
  std::vector<Band> bands;
  split(rows, 0, int(rows.size()), least, bands);
  return bands;
}

}  // namespace longhand::layout
