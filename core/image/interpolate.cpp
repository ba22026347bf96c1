#include "image/interpolate.h"

#include <algorithm>
#include <vector>

namespace longhand::image {
namespace {

/// Where a target pixel lies between two source pixels.
struct Tap {
  int first;
  int second;
  int weight;  ///< of the second pixel, in fractions of the grid
};

std::vector<Tap> taps_in_sixteenths(int source, int target) {
  const float step = 16.0f * float(source) / float(target);
  std::vector<Tap> taps(target);
  for (int i = 0; i < target; ++i) {
    const int position = int(step * float(i));
    const int first = std::min(position >> 4, source - 1);
    taps[i] = {first, std::min(first + 1, source - 1), position & 15};
  }
  return taps;
}

std::vector<Tap> taps_of_multiple(int source, int times) {
  std::vector<Tap> taps(source * times);
  for (int i = 0; i < source * times; ++i) {
    const int first = i / times;
    taps[i] = {first, std::min(first + 1, source - 1), i % times};
  }
  return taps;
}

/// Blends rows first, then columns; `bits` is the base-2 logarithm of the grid's fractions.
Plane blend(const Plane& image, const std::vector<Tap>& columns, const std::vector<Tap>& rows,
            int bits, unsigned rounding) {
  Plane result(int(columns.size()), int(rows.size()));
  std::vector<std::uint16_t> between(image.width);
  const unsigned unit = 1u << bits;
  for (int y = 0; y < result.height; ++y) {
    const std::uint8_t* above = image.row(rows[y].first);
    const std::uint8_t* below = image.row(rows[y].second);
    const unsigned weight = rows[y].weight;
    for (int x = 0; x < image.width; ++x) {
      between[x] = std::uint16_t((unit - weight) * above[x] + weight * below[x]);
    }
    std::uint8_t* to = result.row(y);
    for (int x = 0; x < result.width; ++x) {
      const Tap& tap = columns[x];
      const unsigned right = tap.weight;
      const unsigned sum = (unit - right) * between[tap.first] + right * between[tap.second];
      to[x] = std::uint8_t((sum + rounding) >> (2 * bits));
    }
  }
  return result;
}

}  // namespace

Plane interpolate(const Plane& image, int width, int height) {
  return blend(image, taps_in_sixteenths(image.width, width),
               taps_in_sixteenths(image.height, height), 4, 128);
}

Plane enlarge(const Plane& image, int times) {
  return blend(image, taps_of_multiple(image.width, times), taps_of_multiple(image.height, times),
               times == 4 ? 2 : 1, 0);
}

}  // namespace longhand::image
