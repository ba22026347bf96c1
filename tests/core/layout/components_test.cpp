#include <gtest/gtest.h>

#include "layout/components.h"
#include "picture.h"

namespace longhand::layout {
namespace {

image::Plane drawn(const std::vector<std::string>& rows) {
  image::Plane ink(int(rows.front().size()), int(rows.size()));
  for (int y = 0; y < ink.height; ++y)
    for (int x = 0; x < ink.width; ++x) ink.row(y)[x] = rows[y][x] == '#';
  return ink;
}

TEST(Components, HangTogetherAcrossCorners) {
  const auto found = find_components(drawn({"#..#....", ".##...##", "......#.", "#......."}));
  ASSERT_EQ(found.parts.size(), 3u);
  EXPECT_EQ(found.parts[0].area, 4);
  EXPECT_EQ(found.parts[0].right, 4);
  EXPECT_EQ(found.parts[0].bottom, 2);
  EXPECT_EQ(found.parts[1].left, 6);
  EXPECT_EQ(found.parts[1].top, 1);
  EXPECT_EQ(found.parts[1].area, 3);
  EXPECT_EQ(found.parts[2].area, 1);
}

TEST(Components, AreJoinedWhereTheirEndsMeetBelow) {
  const auto found = find_components(drawn({"#.#.#.#", "#.#.#.#", "#######"}));
  ASSERT_EQ(found.parts.size(), 1u);
  EXPECT_EQ(found.parts[0].area, 15);
  for (const layout::Run& run : found.runs) EXPECT_EQ(run.component, 0);
}

TEST(Components, OfASpiralAreOne) {
  const auto found = find_components(
      drawn({"#######", "#.....#", "#.###.#", "#.#.#.#", "#.#...#", "#.#####"}));
  EXPECT_EQ(found.parts.size(), 1u);
}

TEST(Components, OfNothingAreNone) {
  EXPECT_TRUE(find_components(drawn({"...", "..."})).parts.empty());
}

/// A million components and one of millions of runs.
TEST(Components, TakeWhatAHostilePictureHolds) {
  image::Plane dots(2000, 2000), chequers(2000, 2000);
  for (int y = 0; y < 2000; ++y) {
    for (int x = 0; x < 2000; ++x) {
      dots.row(y)[x] = x % 2 == 0 && y % 2 == 0;
      chequers.row(y)[x] = (x + y) % 2 == 0;
    }
  }
  EXPECT_EQ(find_components(dots).parts.size(), 1000000u);
  EXPECT_EQ(find_components(chequers).parts.size(), 1u);
}

}  // namespace
}  // namespace longhand::layout
