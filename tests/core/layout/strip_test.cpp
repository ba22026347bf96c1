#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>
#include <string>

#include "layout/strip.h"
#include "picture.h"

namespace longhand::layout {
namespace {

using image::Plane;

constexpr int kHeight = 30;  ///< of letters

/// A picture of 400x120 with a line of ten letters: x 60..321, y 45..75.
Plane with_line(std::uint8_t ink = 0, std::uint8_t ground = 255) {
  Plane picture = paper(400, 120, ground);
  line(picture, 60, 45, kHeight, 10, ink);
  return picture;
}

/// The strip holds the line and little else.
void expect_line(const std::optional<Strip>& strip) {
  ASSERT_TRUE(strip);
  const StripPlace& place = strip->place;
  EXPECT_LE(place.left, 60);
  EXPECT_GE(place.left, 60 - kHeight / 3);
  EXPECT_LE(place.top, 45);
  EXPECT_GE(place.top, 45 - kHeight / 3);
  EXPECT_GE(place.left + float(place.width), 321);
  EXPECT_LE(place.left + float(place.width), 321 + kHeight / 2);
  EXPECT_GE(place.top + float(place.height), 75);
  EXPECT_LE(place.top + float(place.height), 75 + kHeight * 2 / 3);
  EXPECT_EQ(place.picture_width, 400);
  EXPECT_EQ(place.picture_height, 120);
  EXPECT_EQ(strip->pixels.width, place.width);
  EXPECT_EQ(strip->pixels.height, place.height);
}

struct Case {
  std::string name;
  std::function<void(Plane&)> draw;
};

std::ostream& operator<<(std::ostream& out, const Case& which) { return out << which.name; }

class Surroundings : public ::testing::TestWithParam<Case> {};

/// What the network must not see is neither in the strip's place nor in its pixels.
TEST_P(Surroundings, AreNotPartOfTheLine) {
  const auto expected = cut_line(with_line());
  Plane picture = with_line();
  GetParam().draw(picture);
  const auto strip = cut_line(picture);
  expect_line(strip);
  EXPECT_FALSE(strip->several_lines);
  EXPECT_EQ(strip->pixels.pixels, expected->pixels.pixels);
}

INSTANTIATE_TEST_SUITE_P(
    Line, Surroundings,
    ::testing::Values(Case{"nothing", [](Plane&) {}},
                      Case{"thin frame", [](Plane& p) { frame(p, 48, 33, 340, 90, 1); }},
                      Case{"thick frame", [](Plane& p) { frame(p, 30, 15, 360, 105, 10); }},
                      Case{"double frame",
                           [](Plane& p) {
                             frame(p, 40, 25, 345, 95, 1);
                             frame(p, 44, 29, 341, 91, 1);
                           }},
                      Case{"frame along the edge", [](Plane& p) { frame(p, 0, 0, 400, 120, 3); }},
                      Case{"rule below", [](Plane& p) { fill(p, 0, 85, 400, 87); }},
                      Case{"rule above", [](Plane& p) { fill(p, 20, 30, 380, 36); }},
                      Case{"rule at the left", [](Plane& p) { fill(p, 20, 0, 23, 120); }},
                      Case{"slivers of neighbours",
                           [](Plane& p) {
                             for (int x = 60; x < 320; x += 40) {
                               fill(p, x, 0, x + 18, 4);
                               fill(p, x + 9, 117, x + 22, 120);
                             }
                           }},
                      Case{"specks at the border", [](Plane& p) {
                             for (int x = 3; x < 400; x += 23) {
                               fill(p, x, 0, x + 2, 2);
                               fill(p, x, 118, x + 2, 120);
                             }
                           }}));

/// Image compression leaves waves of a few greys around letters.
TEST(CutLine, TakesNoRipplesForInk) {
  Plane picture = with_line();
  for (int x = 20; x < 380; x += 8) {
    for (int y = 30; y < 90; y += 8) {
      for (const int shift : {0, 4}) {
        if (picture.row(y)[x + shift] == 255)
          fill(picture, x + shift, y, x + shift + 3, y + 7, 230);
      }
    }
  }
  expect_line(cut_line(picture));
}

Plane noise(int width, int height, int least, int most) {
  std::minstd_rand random(7);
  Plane picture(width, height);
  for (auto& pixel : picture.pixels)
    pixel = std::uint8_t(least + int(random() % unsigned(most - least + 1)));
  return picture;
}

TEST(CutLine, FindsALineThatDrownsInNoise) {
  const Plane letters = with_line();
  Plane picture = noise(400, 120, 120, 240);
  for (std::size_t i = 0; i < picture.pixels.size(); ++i)
    if (letters.pixels[i] == 0) picture.pixels[i] -= 75;
  expect_line(cut_line(picture));
}

TEST(CutLine, ChoosesNoPolarity) {
  expect_line(cut_line(with_line(255, 0)));
  expect_line(cut_line(with_line(150, 120)));
  expect_line(cut_line(with_line(240, 250)));
}

TEST(CutLine, FindsALineInAFilledBox) {
  Plane picture = paper(400, 120);
  fill(picture, 20, 20, 380, 100, 40);
  line(picture, 60, 45, kHeight, 10, 255);
  expect_line(cut_line(picture));
}

TEST(CutLine, KeepsMarksDescendersAndDashes) {
  Plane picture = with_line();
  fill(picture, 90, 36, 95, 41);    // a dot above
  fill(picture, 150, 70, 155, 84);  // a descender
  fill(picture, 322, 70, 352, 73);  // an underscore
  fill(picture, 30, 59, 52, 62);    // a minus sign
  const auto strip = cut_line(picture);
  ASSERT_TRUE(strip);
  const StripPlace& place = strip->place;
  EXPECT_LE(place.top, 36);
  EXPECT_GE(place.top + float(place.height), 84);
  EXPECT_LE(place.left, 30);
  EXPECT_GE(place.left + float(place.width), 352);
  for (const auto& [x, y] : {std::pair{92, 38}, {152, 82}, {340, 71}, {40, 60}})
    EXPECT_EQ(strip->pixels.row(y - int(place.top))[x - int(place.left)], 0) << x << ' ' << y;
}

/// Letters that run together and one that has the outline of a box are neither rule nor frame.
TEST(CutLine, KeepsWideLetters) {
  Plane picture = with_line();
  fill(picture, 330, 45, 390, 50);
  for (int x = 330; x < 390; x += 9) fill(picture, x, 45, x + 4, 75);
  fill(picture, 10, 55, 50, 59);
  for (const int x : {10, 28, 46}) fill(picture, x, 55, x + 4, 75);
  for (const int x : {10, 46}) fill(picture, x - 2, 71, x + 6, 75);
  const auto strip = cut_line(picture);
  ASSERT_TRUE(strip);
  EXPECT_LE(strip->place.left, 10);
  EXPECT_GE(strip->place.left + float(strip->place.width), 390);
  const auto grey = [&](int x, int y) {
    return int(strip->pixels.row(y - int(strip->place.top))[x - int(strip->place.left)]);
  };
  EXPECT_EQ(grey(340, 46), 0);
  EXPECT_EQ(grey(29, 60), 0);
}

TEST(CutLine, StraightensALine) {
  for (const double slope : {0.05, -0.05, 0.02}) {
    Plane picture = paper(600, 160);
    for (int i = 0; i < 16; ++i)
      letter(picture, 40 + 32 * i, 65 + int(std::lround(slope * (32 * i - 240))), kHeight);
    const auto strip = cut_line(picture);
    ASSERT_TRUE(strip);
    EXPECT_NEAR(strip->place.sine / strip->place.cosine, slope, 0.006);
    EXPECT_LT(strip->place.height, kHeight * 9 / 5);
    const Point right = strip->place.to_picture({float(strip->place.width), 0});
    EXPECT_NEAR(right.y - strip->place.top, slope * strip->place.width, 4);
  }
}

TEST(CutLine, TellsOfOtherLines) {
  Plane picture = paper(400, 160);
  line(picture, 20, 20, kHeight, 5);
  line(picture, 20, 90, kHeight, 12);
  const auto strip = cut_line(picture);
  ASSERT_TRUE(strip);
  EXPECT_TRUE(strip->several_lines);
  EXPECT_GT(strip->place.top, 60);
  EXPECT_FALSE(cut_line(with_line())->several_lines);
}

TEST(CutLine, TakesTheFirstOfEqualLines) {
  Plane picture = paper(400, 160);
  line(picture, 20, 20, kHeight, 10);
  line(picture, 20, 90, kHeight, 10);
  EXPECT_LT(cut_line(picture)->place.top, 20);
}

TEST(CutLine, FindsNothingInBlankPictures) {
  const std::pair<int, int> sizes[] = {{1, 1},   {100, 36},  {400, 48},
                                       {48, 48}, {640, 480}, {36, 200}};
  for (const auto& [width, height] : sizes) {
    SCOPED_TRACE(std::to_string(width) + "x" + std::to_string(height));
    for (const int grey : {255, 0, 128, 240}) {
      Plane picture = paper(width, height, std::uint8_t(grey));
      EXPECT_FALSE(cut_line(picture)) << grey;
      if (width < 30) continue;
      for (const int thickness : {1, 2, 4, 8}) {
        frame(picture, 2, 2, width - 2, height - 2, thickness, std::uint8_t(grey ^ 255));
        EXPECT_FALSE(cut_line(picture)) << "frame on " << grey << ", " << thickness;
        picture = paper(width, height, std::uint8_t(grey));
        if (width < 2 * height) continue;
        fill(picture, 0, height / 2, width, height / 2 + thickness, std::uint8_t(grey ^ 255));
        EXPECT_FALSE(cut_line(picture)) << "rule on " << grey << ", " << thickness;
        picture = paper(width, height, std::uint8_t(grey));
      }
    }
    for (const auto& [least, most] : {std::pair{0, 255}, {200, 255}, {120, 124}}) {
      const auto strip = cut_line(noise(width, height, least, most));
      EXPECT_TRUE(!strip || strip->doubtful) << "noise from " << least;
    }
  }
}

TEST(CutLine, TakesAllOfAPictureWhoseNoiseMayHideText) {
  const Plane picture = noise(400, 48, 0, 255);
  const auto strip = cut_line(picture);
  ASSERT_TRUE(strip);
  EXPECT_TRUE(strip->doubtful);
  EXPECT_EQ(strip->pixels.pixels, picture.pixels);
  EXPECT_FALSE(cut_line(noise(400, 48, 120, 124))) << "too faint for print";
}

struct Bar {
  std::string name;
  int width, height;             ///< of the picture
  int left, top, right, bottom;  ///< of the bar
  bool read;
};

std::ostream& operator<<(std::ostream& out, const Bar& bar) { return out << bar.name; }

class LoneBars : public ::testing::TestWithParam<Bar> {};

TEST_P(LoneBars, AreRulesOnlyFromEdgeToEdge) {
  const Bar& bar = GetParam();
  for (const int grey : {255, 0}) {
    Plane picture = paper(bar.width, bar.height, std::uint8_t(grey));
    fill(picture, bar.left, bar.top, bar.right, bar.bottom, std::uint8_t(grey ^ 255));
    EXPECT_EQ(cut_line(picture).has_value(), bar.read) << "on " << grey;
  }
}

INSTANTIATE_TEST_SUITE_P(
    CutLine, LoneBars,
    ::testing::Values(Bar{"hairline", 30, 30, 14, 0, 15, 30, false},
                      Bar{"rule", 30, 30, 14, 0, 16, 30, false},
                      Bar{"thick rule", 30, 30, 13, 0, 16, 30, false},
                      Bar{"rule at the left", 48, 36, 4, 0, 6, 36, false},
                      Bar{"rule in a large picture", 200, 120, 90, 0, 100, 120, false},
                      Bar{"letter with a margin", 30, 30, 14, 5, 16, 25, true},
                      Bar{"letter with a small margin", 30, 36, 14, 3, 17, 33, true},
                      Bar{"fat letter from edge to edge", 60, 30, 28, 0, 32, 30, true}));

TEST(CutLine, KeepsABarAmongLetters) {
  Plane picture = paper(200, 30);
  line(picture, 10, 4, 22, 3);
  line(picture, 120, 4, 22, 3);
  fill(picture, 95, 0, 97, 30);
  const auto strip = cut_line(picture);
  ASSERT_TRUE(strip);
  const int x = 95 - int(strip->place.left), y = 15 - int(strip->place.top);
  EXPECT_EQ(strip->pixels.row(y)[x], 0);
}

/// Compression turns grain into flat blocks, a few with waves in them and some with a patch.
TEST(CutLine, FindsNothingInCompressedGrain) {
  Plane picture = paper(400, 96);
  for (int x = 4; x < 400; x += 24) {
    fill(picture, x, 40, x + 10, 50, 250);
    fill(picture, x + 2, 42, x + 5, 47, 244);
  }
  EXPECT_FALSE(cut_line(picture));
}

TEST(CutLine, FindsLinesOfAnySize) {
  for (const int height : {8, 12, 60, 300, 900}) {
    SCOPED_TRACE(height);
    Plane picture = paper(height * 12, height * 2);
    line(picture, height, height / 2, height, 10);
    const auto strip = cut_line(picture);
    ASSERT_TRUE(strip);
    EXPECT_LE(strip->place.left, float(height));
    EXPECT_LE(strip->place.top, float(height) / 2);
    EXPECT_GE(strip->place.top + float(strip->place.height), float(height) * 3 / 2 - 2);
    EXPECT_LE(strip->place.height, height * 9 / 4);
  }
}

/// The largest pictures there may be: a chequerboard, and a million dots.
TEST(CutLine, EndsWithHostilePictures) {
  for (const int period : {2, 3}) {
    Plane picture = paper(8192, 4096);
    for (int y = 0; y < picture.height; ++y)
      for (int x = y % 2; x < picture.width; x += period) picture.row(y)[x] = 0;
    const auto strip = cut_line(std::move(picture));
    EXPECT_LE(strip ? strip->pixels.height : 0, 4096 * 2);
  }
}

}  // namespace
}  // namespace longhand::layout
