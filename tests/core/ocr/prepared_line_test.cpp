#include "ocr/line/prepared_line.h"

#include <gtest/gtest.h>

#include "ocr/line/line_image.h"

namespace longhand::ocr {
namespace {

constexpr LineSizes kSizes{.height = 36, .x_scale = 3};

layout::Strip narrow(int width, int height) {
  layout::Strip strip;
  strip.pixels = image::Plane(width, height);
  strip.strokes = 5;
  return strip;
}

TEST(PreparedLine, WidensNarrowPrint) {
  const auto line = prepare_strip(narrow(300, 36), kSizes);
  ASSERT_TRUE(line);
  EXPECT_GT(line->widening, 1.5f);
  EXPECT_EQ(line->pixels.width, int(300 * line->widening));
}

TEST(PreparedLine, WidensALongLineAsFarAsItMayBeRead) {
  const auto some = prepare_strip(narrow(12000, 36), kSizes);
  ASSERT_TRUE(some);
  EXPECT_GT(some->widening, 1.3f);
  EXPECT_NEAR(some->pixels.width, kMaxScaledWidth, 1);
  const auto none = prepare_strip(narrow(2 * kMaxScaledWidth, 72), kSizes);
  ASSERT_TRUE(none) << none.error().message;
  EXPECT_EQ(none->widening, 1);
}

}  // namespace
}  // namespace longhand::ocr
