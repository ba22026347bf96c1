#include <gtest/gtest.h>

#include "layout/strip_place.h"

namespace longhand::layout {
namespace {

TEST(StripPlace, OfTheWholePictureChangesNothing) {
  const StripPlace place = StripPlace::whole(100, 36);
  const Point at = place.to_picture({12.5f, 3});
  EXPECT_EQ(at.x, 12.5f);
  EXPECT_EQ(at.y, 3);
  const Box box = place.box(10.2f, 0, 20.8f, 36);
  EXPECT_EQ(box.left, 10);
  EXPECT_EQ(box.top, 0);
  EXPECT_EQ(box.right, 21);
  EXPECT_EQ(box.bottom, 36);
}

TEST(StripPlace, MovesAndTurns) {
  StripPlace place{10, 20, 50, 10, 0.8f, 0.6f, 200, 200};
  const Point at = place.to_picture({10, 5});
  EXPECT_FLOAT_EQ(at.x, 10 + 8 - 3);
  EXPECT_FLOAT_EQ(at.y, 20 + 6 + 4);
  const auto corners = place.polygon(0, 0, 50, 10);
  EXPECT_FLOAT_EQ(corners[1].x, 50);
  EXPECT_FLOAT_EQ(corners[1].y, 50);
  EXPECT_FLOAT_EQ(corners[3].x, 4);
  EXPECT_FLOAT_EQ(corners[3].y, 28);
}

TEST(StripPlace, Bends) {
  StripPlace place{10, 20, 50, 10, 0.8f, 0.6f, 200, 200};
  place.sag = 5;
  EXPECT_FLOAT_EQ(place.bend(0), 0);
  EXPECT_FLOAT_EQ(place.bend(25), 5);
  for (const Point at : {Point{0, 0}, {10, 5}, {25, 0}, {50, 10}}) {
    const Point back = place.to_strip(place.to_picture(at));
    EXPECT_NEAR(back.x, at.x, 1e-3);
    EXPECT_NEAR(back.y, at.y, 1e-3);
  }
  EXPECT_GE(place.box(0, 0, 50, 10).bottom, int(place.to_picture({25, 10}).y));
}

TEST(StripPlace, CutsBoxesToThePicture) {
  const StripPlace place{-5, -5, 60, 60, 1, 0, 40, 30};
  const Box box = place.box(0, 0, 60, 60);
  EXPECT_EQ(box.left, 0);
  EXPECT_EQ(box.top, 0);
  EXPECT_EQ(box.right, 40);
  EXPECT_EQ(box.bottom, 30);
}

}  // namespace
}  // namespace longhand::layout
