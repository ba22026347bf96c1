#include "ocr/line/vertical.h"

#include <gtest/gtest.h>

namespace longhand::ocr {
namespace {

/// White but for one black rectangle.
image::Plane picture_with(const Box& ink) {
  image::Plane plane(30, 90);
  plane.pixels.assign(plane.pixels.size(), 255);
  for (int y = ink.top; y < ink.bottom; ++y)
    for (int x = ink.left; x < ink.right; ++x) plane.row(y)[x] = 0;
  return plane;
}

Box ink_of(const image::Plane& plane) {
  Box box{plane.width, plane.height, 0, 0};
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) {
      if (plane.row(y)[x] != 0) continue;
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
             std::max(box.bottom, y + 1)};
    }
  }
  return box;
}

void expect_box(const Box& found, const Box& expected) {
  EXPECT_EQ(found.left, expected.left);
  EXPECT_EQ(found.top, expected.top);
  EXPECT_EQ(found.right, expected.right);
  EXPECT_EQ(found.bottom, expected.bottom);
}

TEST(Vertical, BoxesComeBackToWhereTheInkIs) {
  const Box ink{5, 62, 12, 80};
  const image::Plane picture = picture_with(ink);
  const layout::Column column{4, 10, 24, 82, {{10, 26}, {34, 52}, {60, 82}}};
  for (const LaidLine& line :
       {leave(picture), turn_left(picture), turn_right(picture), set_in_row(picture, column)})
    expect_box(line.to_picture(ink_of(line.pixels)), ink);
}

TEST(Vertical, TurnsTheTopToTheLeftOrToTheRight) {
  const image::Plane picture = picture_with({10, 0, 20, 9});
  expect_box(ink_of(turn_left(picture).pixels), {0, 10, 9, 20});
  expect_box(ink_of(turn_right(picture).pixels), {81, 10, 90, 20});
}

TEST(Column, IsALineOnlyIfLettersStandOneBelowTheOther) {
  const struct {
    const char* name;
    int width, height, count;  ///< of equal rectangles one below the other
    bool expected;
  } cases[] = {
      {"letters", 16, 18, 6, true},        {"flat letters", 16, 9, 9, true},
      {"two letters", 16, 18, 2, false},   {"one stroke", 6, 60, 1, false},
      {"lines of text", 90, 12, 6, false}, {"nothing", 0, 0, 0, false},
  };
  for (const auto& [name, width, height, count, expected] : cases) {
    image::Plane picture(width + 40, count * (height + 8) + 40);
    picture.pixels.assign(picture.pixels.size(), 255);
    for (int i = 0; i < count; ++i) {
      for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
          if ((x / 3 + y / 3) % 2 == 0 || x % 3 == 0)
            picture.row(20 + i * (height + 8) + y)[20 + x] = 0;
    }
    EXPECT_EQ(layout::find_column(picture).is_line(), expected) << name;
  }
}

}  // namespace
}  // namespace longhand::ocr
