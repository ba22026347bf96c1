#include "ocr/line/line_image.h"

#include <gtest/gtest.h>

#include "image/channels.h"
#include "support.h"

namespace longhand::ocr {
namespace {

std::string error_of(const ImageView& image) {
  const auto line = scale_line(image, 36, 3);
  if (line) return "no error";
  EXPECT_EQ(line.error().code, ErrorCode::invalid_image);
  return line.error().message;
}

TEST(LineImage, RefusesWhatCannotBeALine) {
  const std::vector<std::uint8_t> pixels(100000, 255);
  const std::uint8_t* some = pixels.data();
  const struct {
    ImageView image;
    const char* message;
  } cases[] = {
      {{some, 0, 0, 1, 0}, "image: expected sides of 1 to 32767 pixels, found 0x0"},
      {{some, -5, 10, 1, 5}, "image: expected sides of 1 to 32767 pixels, found -5x10"},
      {{some, 100000, 1, 1, 100000}, "image: expected sides of 1 to 32767 pixels, found 100000x1"},
      {{some, 1, 100000, 1, 1}, "image: expected sides of 1 to 32767 pixels, found 1x100000"},
      {{some, 30000, 30000, 1, 30000},
       "image: expected at most 33554432 pixels, found 30000x30000"},
      {{some, 10, 10, 2, 20}, "image: expected 1, 3 or 4 channels, found 2"},
      {{some, 10, 10, 4, 39}, "image: expected a stride of at least 40 bytes, found 39"},
      {{nullptr, 10, 10, 1, 10}, "image: expected pixels, found none"},
      {{some, 1, 20, 1, 1},
       "image: 1x20 pixels become 2x36 at the model's line height, expected 3 to 16384 columns"},
      {{some, 30000, 3, 1, 30000},
       "image: 30000x3 pixels become 360000x36 at the model's line height, expected 3 to 16384 "
       "columns"},
  };
  for (const auto& [image, message] : cases) EXPECT_EQ(error_of(image), message);
}

TEST(LineImage, AcceptsOnePixelAndTallImages) {
  const std::vector<std::uint8_t> pixels(32767 * 200, 7);
  EXPECT_EQ(scale_line({pixels.data(), 1, 1, 1, 1}, 36, 3)->width, 36);
  EXPECT_EQ(scale_line({pixels.data(), 4000, 1600, 1, 4000}, 36, 3)->height, 36);
}

TEST(LineImage, TakesItsOwnHeightWithoutATarget) {
  const std::vector<std::uint8_t> pixels(100 * 60, 7);
  EXPECT_EQ(scale_line({pixels.data(), 100, 30, 1, 100}, 0, 3)->height, 30);
  EXPECT_EQ(scale_line({pixels.data(), 100, 60, 1, 100}, 0, 3)->height, 48);
}

TEST(LineImage, HonoursTheStride) {
  auto wide = pattern(50, 36, 1);
  const auto whole = scale_line({wide.data(), 20, 36, 1, 50}, 36, 3);
  for (int y = 0; y < 36; ++y) {
    for (int x = 0; x < 20; ++x) ASSERT_EQ(whole->row(y)[x], wide[y * 50 + x]);
  }
}

TEST(Channels, TakesOpaqueGreyColoursForGrey) {
  for (int v = 0; v < 256; ++v) {
    const std::uint8_t value = std::uint8_t(v);
    const std::uint8_t pixel[] = {value, value, value, 255};
    const auto planes = image::split_channels({pixel, 1, 1, 4, 4},
                                              image::Transparency::by_contrast);
    ASSERT_EQ(planes->size(), 1u);
    EXPECT_EQ(planes->front().pixels[0], value);
    EXPECT_EQ(image::merge_to_grey((*planes)[0], (*planes)[0], (*planes)[0]).pixels[0], value);
  }
}

TEST(Channels, ComposesAlphaOntoWhite) {
  const std::uint8_t pixels[] = {0, 100, 200, 0, 0, 100, 200, 255, 10, 100, 200, 128};
  const auto planes = image::split_channels({pixels, 3, 1, 4, 12}, image::Transparency::on_white);
  ASSERT_EQ(planes->size(), 3u);
  EXPECT_EQ((*planes)[0].pixels, (std::vector<std::uint8_t>{255, 0, 132}));
  EXPECT_EQ((*planes)[1].pixels, (std::vector<std::uint8_t>{255, 100, 177}));
  EXPECT_EQ((*planes)[2].pixels, (std::vector<std::uint8_t>{255, 200, 227}));
}

TEST(Contrast, OfAPlainLineIsTheFullRange) {
  const image::Plane plain(30, 36);
  const Contrast contrast = measure_contrast(plain);
  EXPECT_FLOAT_EQ(contrast.black, 1);
  EXPECT_GT(contrast.half_range, 120);
}

TEST(Invert, SwapsDarkAndLight) {
  image::Plane line(2, 1);
  line.pixels = {0, 200};
  invert(line);
  EXPECT_EQ(line.pixels, (std::vector<std::uint8_t>{255, 55}));
}

}  // namespace
}  // namespace longhand::ocr
