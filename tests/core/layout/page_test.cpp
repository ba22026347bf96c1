#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "image/smooth.h"
#include "image/turn.h"
#include "layout/page/page_layout.h"
#include "layout/page/row_cutter.h"
#include "picture.h"

namespace longhand::layout {
namespace {

using image::Plane;

constexpr int kHeight = 20;  ///< of letters
constexpr int kPitch = 36;   ///< from one line to the next

std::vector<int> all_rows(const PageLayout& layout) {
  std::vector<int> rows(layout.rows.size());
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

/// Left and upper edges of the rows in reading order, in tens of pixels.
std::vector<std::pair<int, int>> places(const Plane& picture, bool leftward = false) {
  const PageLayout layout = find_layout(picture, true);
  std::vector<std::pair<int, int>> found;
  for (const OrderedRow& ordered :
       order_layout(layout, all_rows(layout), Flow::page, leftward).rows) {
    const TextRow& row = layout.rows[ordered.row];
    const float top = row.baseline(row.left) - row.ascent;
    found.emplace_back(int(std::lround(row.left / 10)), int(std::lround(top / 10)));
  }
  return found;
}

using Places = std::vector<std::pair<int, int>>;

/// `rows` lines of `letters`, the first at (left, top).
void column(Plane& picture, int left, int top, int rows, int letters) {
  for (int i = 0; i < rows; ++i) line(picture, left, top + i * kPitch, kHeight, letters);
}

Places expected_column(int left, int top, int rows) {
  Places found;
  for (int i = 0; i < rows; ++i)
    found.emplace_back(left / 10, int(std::lround(double(top + i * kPitch) / 10)));
  return found;
}

Places operator+(Places first, const Places& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

TEST(Page, ColumnsOfProseAreReadOneAfterTheOther) {
  Plane picture = paper(1100, 700);
  line(picture, 100, 50, 2 * kHeight, 24);  // as wide as the page
  column(picture, 100, 160, 8, 22);
  column(picture, 600, 160, 8, 22);
  EXPECT_EQ(places(picture),
            (Places{{10, 5}} + expected_column(100, 160, 8) + expected_column(600, 160, 8)));
}

TEST(Page, ColumnsOfLeftwardTextAreReadFromTheRight) {
  Plane picture = paper(1100, 700);
  column(picture, 100, 160, 8, 22);
  column(picture, 600, 160, 8, 22);
  EXPECT_EQ(places(picture, true), (expected_column(600, 160, 8) + expected_column(100, 160, 8)));
}

TEST(Page, ANarrowGutterPartsColumns) {
  Plane picture = paper(1020, 500);
  column(picture, 100, 100, 8, 22);
  column(picture, 520, 100, 8, 22);  // 30 pixels from the column before it
  EXPECT_EQ(places(picture), (expected_column(100, 100, 8) + expected_column(520, 100, 8)));
}

TEST(Page, ALineEndsWhereItsLastLetterTouchesTheNextLine) {
  Plane picture = paper(700, 300);
  line(picture, 100, 100, kHeight, 20);
  line(picture, 100, 100 + kPitch, kHeight, 22);
  const int touching = 100 + 18 * 19;
  fill(picture, touching, 100, touching + 3, 100 + kPitch);
  const PageLayout layout = find_layout(picture, true);
  ASSERT_EQ(layout.rows.size(), 2u);
  const auto [upper, lower] = std::minmax(
      layout.rows[0], layout.rows[1],
      [](const TextRow& a, const TextRow& b) { return a.baseline(a.left) < b.baseline(b.left); });
  EXPECT_EQ(upper.right, touching + 12);
  EXPECT_EQ(lower.right, 100 + 18 * 21 + 12);
}

TEST(Page, TablesAreReadRowByRow) {
  Plane picture = paper(900, 500);
  Places expected;
  for (int i = 0; i < 6; ++i) {
    for (const int left : {100, 400, 700}) {
      line(picture, left, 100 + 50 * i, kHeight, 4 + (i + left / 100) % 3);
      expected.emplace_back(left / 10, 10 + 5 * i);
    }
  }
  EXPECT_EQ(places(picture), expected);
}

TEST(Page, ATableOnCurledPaperIsReadRowByRow) {
  Plane picture = paper(600, 800);
  for (int i = 0; i < 16; ++i) {
    const auto curled_letter = [&](int left) {
      const double along = (left - 100) / 300.0, curl = 3.6 * (i - 7.5) * along * along;
      letter(picture, left, 80 + 40 * i + int(std::lround(curl)), kHeight);
    };
    for (int k = 0; k < 9 + i % 2; ++k) curled_letter(100 + 18 * k);
    for (int k = 0; k < 4; ++k) curled_letter(360 + 18 * k);
  }
  std::vector<int> lefts, row_by_row;
  for (const auto& [left, top] : places(picture)) lefts.push_back(left);
  for (int i = 0; i < 16; ++i) row_by_row.insert(row_by_row.end(), {10, 36});
  EXPECT_EQ(lefts, row_by_row);
}

TEST(Page, AColumnGoesFromTopToBottomWhateverStandsBesideEachOther) {
  Plane picture = paper(1100, 700);
  column(picture, 100, 160, 8, 22);
  column(picture, 600, 160, 8, 22);
  const PageLayout layout = find_layout(picture, true);
  for (const Flow flow : {Flow::column, Flow::paragraph, Flow::scattered}) {
    const auto ordered = order_layout(layout, all_rows(layout), flow, false).rows;
    ASSERT_EQ(ordered.size(), 16u);
    for (std::size_t i = 0; i < ordered.size(); ++i) {
      const int place = int(i), block = flow == Flow::scattered ? place : 0;
      const TextRow& row = layout.rows[ordered[i].row];
      EXPECT_NEAR(row.left, place % 2 == 0 ? 100 : 600, kHeight);
      EXPECT_EQ(ordered[i].block, block);
      EXPECT_EQ(ordered[i].paragraph, block);
      EXPECT_EQ(ordered[i].line, flow == Flow::scattered ? place : place / 2);
    }
  }
}

TEST(Page, WhatAFrameHoldsIsReadInOneGo) {
  Plane picture = paper(900, 300);
  for (const int left : {60, 480}) {
    frame(picture, left, 60, left + 340, 220, 1, 225);  // faint
    column(picture, left + 40, 90, 3, 6);
  }
  EXPECT_EQ(places(picture), (expected_column(100, 90, 3) + expected_column(520, 90, 3)));
}

TEST(Page, TextInASmallFilledBoxIsFoundAndCutOutDarkOnLight) {
  Plane picture = paper(500, 200);
  line(picture, 50, 20, kHeight, 12);
  fill(picture, 50, 90, 250, 130, 60);
  line(picture, 80, 100, kHeight, 6, 250);
  const PageLayout layout = find_layout(picture, true);
  ASSERT_EQ(layout.rows.size(), 2u);
  const Strip strip = RowCutter(picture, layout.ink).cut(layout.rows[1], 0.14f);
  EXPECT_LT(*std::ranges::min_element(strip.pixels.pixels), 50);
  EXPECT_NEAR(strip.place.left, 80, kHeight / 2);
  EXPECT_GT(strip.pixels.row(1)[0], 150);
}

TEST(Page, LettersMuchLargerThanTheOthersAreWhole) {
  constexpr int kLarge = 240;
  Plane picture = paper(1000, 800);
  line(picture, 60, 60, kLarge, 4);
  column(picture, 60, 400, 8, 40);
  const PageLayout layout = find_layout(picture, true);
  ASSERT_EQ(layout.rows.size(), 9u);
  const auto largest = std::ranges::max_element(layout.rows, {}, &TextRow::ascent);
  EXPECT_EQ(largest->parts.size(), 4u);
  EXPECT_NEAR(largest->ascent, kLarge, 8);
  const Strip strip = RowCutter(picture, layout.ink).cut(*largest, 0.14f);
  EXPECT_LT(*std::ranges::min_element(strip.pixels.pixels), 50);
}

TEST(Page, ATurnedRowKeepsItsSlope) {
  Plane picture = paper(900, 300);
  for (int i = 0; i < 30; ++i) letter(picture, 80 + 24 * i, 80 + 2 * i, kHeight);
  const PageLayout layout = find_layout(picture, true);
  ASSERT_EQ(layout.rows.size(), 1u);
  EXPECT_NEAR(layout.rows[0].slope, 2.0 / 24, 0.005);
  const Strip strip = RowCutter(picture, layout.ink).cut(layout.rows[0], 0.14f);
  EXPECT_LT(strip.place.height, 2 * kHeight);
  EXPECT_NEAR(strip.place.sine / strip.place.cosine, 2.0 / 24, 0.005);
}

TEST(Page, NarrowLettersHaveDenserStrokes) {
  Plane picture = paper(900, 200);
  line(picture, 100, 80, kHeight, 30);
  Plane tall(picture.width, 3 * picture.height);
  for (int y = 0; y < tall.height; ++y) std::copy_n(picture.row(y / 3), picture.width, tall.row(y));
  const auto strokes = [](const Plane& seen) {
    const PageLayout layout = find_layout(seen, true);
    EXPECT_EQ(layout.rows.size(), 1u);
    return RowCutter(seen, layout.ink).cut(layout.rows[0], 0.14f).strokes;
  };
  EXPECT_NEAR(strokes(picture), kHeight / 12.0, 0.2);
  EXPECT_NEAR(strokes(tall), 3 * kHeight / 12.0, 0.5);
}

/// The number of components in each row, from top to bottom.
std::vector<std::size_t> parts_of_rows(const Plane& picture) {
  std::vector<TextRow> rows = find_layout(picture, true).rows;
  std::ranges::sort(rows, {}, [](const TextRow& row) { return row.baseline(row.left); });
  std::vector<std::size_t> counts;
  for (const TextRow& row : rows) counts.push_back(row.parts.size());
  return counts;
}

TEST(Page, PiecesOfDashedAndDottedFramesAreNotInRows) {
  for (const int length : {3, 14}) {
    Plane picture = paper(600, 300);
    line(picture, 100, 100, kHeight, 12);
    line(picture, 100, 150, kHeight, 12);
    for (const int y : {88, 150 + kHeight + 5})
      for (int x = 90; x < 350; x += 2 * length) fill(picture, x, y, x + length, y + 3);
    for (const int x : {84, 360})
      for (int y = 96; y < 170; y += length + 3) fill(picture, x, y, x + 3, y + length);
    EXPECT_EQ(parts_of_rows(picture), (std::vector<std::size_t>{12, 12})) << length;
  }
}

TEST(Page, DotsThatLeadToTheEndOfALineBelongToIt) {
  Plane picture = paper(600, 200);
  line(picture, 60, 100, kHeight, 8);
  for (int x = 210; x < 400; x += 10) fill(picture, x, 100 + kHeight - 3, x + 3, 100 + kHeight);
  line(picture, 410, 100, kHeight, 3);
  const PageLayout layout = find_layout(picture, true);
  std::size_t parts = 0;
  for (const TextRow& row : layout.rows) parts += row.parts.size();
  EXPECT_GT(parts, 11u);
}

TEST(Page, AnUnderlineIsPartedFromTheLettersThatCrossIt) {
  constexpr int kLetters = 16, kTop = 60, kLine = kTop + kHeight + 4;
  Plane picture = paper(500, 200);
  line(picture, 60, kTop, kHeight, kLetters);
  fill(picture, 52, kLine, 360, kLine + 2);
  for (int i = 0; i < kLetters; i += 4) {
    const int left = 60 + i * kHeight * 9 / 10;
    fill(picture, left, kTop + kHeight, left + 2, kTop + kHeight + 10);
  }
  EXPECT_EQ(parts_of_rows(picture), std::vector<std::size_t>{kLetters});
}

TEST(Page, ALineThatIsCrossedAllAlongIsNone) {
  Plane picture = paper(500, 200);
  line(picture, 60, 40, kHeight, 16);
  for (int x = 60; x < 400; x += 10) fill(picture, x, 120, x + 9, 150);
  fill(picture, 60, 134, 400, 136);
  EXPECT_FALSE(find_layout(picture, true).rows.empty());
}

TEST(Page, LettersOutOfFocusAreToldApart) {
  constexpr int kLetters = 20;
  Plane picture = paper(640, 400);
  for (int top = 60; top < 360; top += 40)
    for (int i = 0; i < kLetters; ++i) letter(picture, 100 + 16 * i, top, kHeight);
  for (int i = 0; i < 8; ++i) picture = image::smooth(picture);
  EXPECT_EQ(parts_of_rows(picture), std::vector<std::size_t>(8, kLetters));
}

TEST(Page, LettersThatHangFromALineKeepIt) {
  Plane picture = paper(500, 200);
  line(picture, 60, 60, kHeight, 16);
  fill(picture, 60, 60, 340, 63);
  const std::vector<TextRow> rows = find_layout(picture, true).rows;
  for (const TextRow& row : rows) EXPECT_EQ(row.parts.size(), 1u);
}

TEST(Page, BrokenStrokesOfWornPrintAreMended) {
  constexpr int kLetters = 20;
  Plane picture = paper(700, 400);
  for (int top = 40; top < 340; top += 50) {
    for (int i = 0; i < kLetters; ++i) {
      const int left = 100 + 20 * i, bottom = top + kHeight;
      fill(picture, left, top, left + 12, bottom);
      fill(picture, left + 2, top, left + 10, bottom - 2, 255);
      if (i % 3 == 0) fill(picture, left, top + 8, left + 12, top + 9, 255);
    }
  }
  const PageLayout layout = find_layout(picture, true);
  ASSERT_EQ(layout.rows.size(), 6u);
  for (const TextRow& row : layout.rows) EXPECT_EQ(row.parts.size(), std::size_t(kLetters));
}

TEST(Page, ABentRowIsStraightened) {
  Plane picture = paper(900, 300);
  for (int i = 0; i < 40; ++i)
    letter(picture, 60 + 18 * i, 100 + int(std::lround(60.0 * i * (39 - i) / (19.5 * 19.5))),
           kHeight);
  const PageLayout layout = find_layout(picture, true);
  ASSERT_EQ(layout.rows.size(), 1u);
  EXPECT_NEAR(layout.rows[0].sag, 60, 2);
  EXPECT_NEAR(layout.rows[0].slope, 0, 0.01);
  const Strip strip = RowCutter(picture, layout.ink).cut(layout.rows[0], 0.14f);
  EXPECT_LT(strip.place.height, 2 * kHeight);
  const auto is_dark = [&](int x, double y) { return strip.pixels.row(int(y))[x] < 128; };
  for (const int x : {30, 360, 690}) {
    int dark = 0;
    for (int u = x; u < x + 18; ++u) dark += is_dark(u, strip.baseline - 0.4 * kHeight);
    EXPECT_GT(dark, 0) << x;
    EXPECT_FALSE(is_dark(x, strip.baseline + 4)) << x;
  }
}

TEST(Page, LinesThatRunDownAreTold) {
  Plane picture = paper(700, 500);
  column(picture, 60, 60, 10, 24);
  EXPECT_FALSE(find_layout(picture, true).runs_down);
  EXPECT_TRUE(find_layout(image::turn_left(picture, 1), true).runs_down);
  EXPECT_TRUE(find_layout(image::turn_left(picture, 3), true).runs_down);
}

TEST(Page, AShadowIsTakenOffARow) {
  Plane picture = paper(800, 100, 240);
  line(picture, 50, 40, kHeight, 36, 30);
  for (int y = 0; y < picture.height; ++y)
    for (int x = 400; x < picture.width; ++x) picture.row(y)[x] = picture.row(y)[x] / 2;
  const PageLayout layout = find_layout(picture, true);
  ASSERT_FALSE(layout.rows.empty());
  for (const TextRow& row : layout.rows) {
    const Strip strip = RowCutter(picture, layout.ink).cut(row, 0.14f);
    EXPECT_NEAR(strip.pixels.row(1)[strip.pixels.width - 1], strip.pixels.row(1)[0], 60);
  }
}

TEST(Page, PicturesWithoutTextAreBounded) {
  std::mt19937 random(1);
  for (const auto& [width, height] : {std::pair{1, 1}, {2, 3}, {5000, 2}, {2, 5000}, {600, 400}}) {
    Plane noise(width, height), checks(width, height);
    for (std::size_t i = 0; i < noise.pixels.size(); ++i) {
      noise.pixels[i] = std::uint8_t(random());
      checks.pixels[i] = (i + i / std::size_t(width)) % 2 == 0 ? 0 : 255;
    }
    for (const Plane& picture : {noise, checks, paper(width, height)}) {
      const PageLayout layout = find_layout(picture, true);
      EXPECT_EQ(order_layout(layout, all_rows(layout), Flow::page, false).rows.size(),
                layout.rows.size());
      const RowCutter cutter(picture, layout.ink);
      for (const TextRow& row : layout.rows) EXPECT_GT(cutter.cut(row, 0.14f).place.width, 0);
    }
  }
}

TEST(Turn, FourQuartersAreNone) {
  Plane picture(7, 5);
  std::iota(picture.pixels.begin(), picture.pixels.end(), std::uint8_t{0});
  const Plane once = image::turn_left(picture, 1);
  EXPECT_EQ(once.width, 5);
  EXPECT_EQ(once.row(0)[0], picture.row(0)[6]);
  EXPECT_EQ(image::turn_left(once, 3).pixels, picture.pixels);
  EXPECT_EQ(image::turn_left(image::turn_left(once, 1), 2).pixels, picture.pixels);
}

}  // namespace
}  // namespace longhand::layout
