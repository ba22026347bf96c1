#include "image/ground.h"

#include <algorithm>
#include <cstdlib>

#include "image/histogram.h"

namespace longhand::image {
namespace {

/// Letters on a card have edges within what is visible, letters on nothing only along its rim. Of
/// 255 greys, how strong they are at least for each pixel of rim.
constexpr std::int64_t kEdgePerRim = 64;

/// Half of a card's rim differs by no more greys.
constexpr int kEvenRim = 64;

int grey_of(const std::uint8_t* pixel) { return (3 * pixel[0] + 5 * pixel[1] + 2 * pixel[2]) / 10; }

struct Opacity {
  std::uint8_t least = 255, most = 0;
};

Opacity measure_opacity(const ImageView& image) {
  Opacity opacity;
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* row = image.pixels + y * image.stride;
    for (int x = 0; x < image.width; ++x) {
      const std::uint8_t alpha = row[std::ptrdiff_t(x) * 4 + 3];
      opacity = {std::min(opacity.least, alpha), std::max(opacity.most, alpha)};
    }
  }
  return opacity;
}

/// What is seen of an image: pixels whose alpha exceeds `threshold`.
class Sight {
 public:
  Sight(const ImageView& image, int threshold) : image_(image), threshold_(threshold) {
    for (int y = 0; y < image.height; ++y) {
      for (int x = 0; x < image.width; ++x) {
        if (is_visible(x, y)) look_at(x, y);
      }
    }
  }

  bool is_card() const {
    const int quartiles = rim_grey_.quantile(0.75) - rim_grey_.quantile(0.25);
    return inner_edges_ > kEdgePerRim * rim_grey_.total() && quartiles <= kEvenRim;
  }

  Ground rim() const {
    return {std::uint8_t(rim_[0].quantile(0.5)), std::uint8_t(rim_[1].quantile(0.5)),
            std::uint8_t(rim_[2].quantile(0.5))};
  }

  /// White or black, whichever the tenth of the pixels that is nearest to it is further from.
  Ground opposite() const {
    const bool black = grey_.quantile(0.1) > 255 - grey_.quantile(0.9);
    return black ? Ground{0, 0, 0} : Ground{};
  }

 private:
  const std::uint8_t* at(int x, int y) const {
    return image_.pixels + y * image_.stride + std::ptrdiff_t(x) * 4;
  }

  bool is_inside(int x, int y) const {
    return x >= 0 && y >= 0 && x < image_.width && y < image_.height;
  }

  bool is_visible(int x, int y) const { return at(x, y)[3] > threshold_; }

  bool is_clear(int x, int y) const { return is_inside(x, y) && !is_visible(x, y); }

  void look_at(int x, int y) {
    const std::uint8_t* pixel = at(x, y);
    grey_.add(grey_of(pixel));
    inner_edges_ += edge(pixel, x + 1, y) + edge(pixel, x, y + 1);
    if (!is_clear(x - 1, y) && !is_clear(x + 1, y) && !is_clear(x, y - 1) && !is_clear(x, y + 1)) {
      return;
    }
    rim_grey_.add(grey_of(pixel));
    for (int c = 0; c < 3; ++c) rim_[c].add(pixel[c]);
  }

  int edge(const std::uint8_t* pixel, int x, int y) const {
    if (!is_inside(x, y) || !is_visible(x, y)) return 0;
    return std::abs(grey_of(pixel) - grey_of(at(x, y)));
  }

  const ImageView& image_;
  int threshold_;
  Histogram grey_, rim_grey_;
  Histogram rim_[3];
  std::int64_t inner_edges_ = 0;
};

}  // namespace

Ground choose_ground(const ImageView& image) {
  const Opacity opacity = measure_opacity(image);
  if (opacity.least == 255) return {};
  const Sight sight(image, opacity.most / 2);
  return sight.is_card() ? sight.rim() : sight.opposite();
}

}  // namespace longhand::image
