#include "text/lines.h"

#include <gtest/gtest.h>

namespace longhand::text {
namespace {

using namespace std::string_view_literals;

TEST(TakeLine, KnowsBothLineEndsAndAMissingOne) {
  std::string_view text = "one\r\ntwo\n\nlast";
  EXPECT_EQ(take_line(text), "one");
  EXPECT_EQ(take_line(text), "two");
  EXPECT_EQ(take_line(text), "");
  EXPECT_EQ(take_line(text), "last");
  EXPECT_EQ(take_line(text), "");
  EXPECT_TRUE(text.empty());
}

TEST(SplitFields, SkipsRunsOfSpaceAndStopsAtTheMost) {
  EXPECT_EQ(split_fields("  a \t b  c ", 9), (std::vector{"a"sv, "b"sv, "c"sv}));
  EXPECT_EQ(split_fields("a b c", 2), (std::vector{"a"sv, "b"sv}));
  EXPECT_TRUE(split_fields(" \t", 9).empty());
  EXPECT_TRUE(split_fields("", 9).empty());
}

}  // namespace
}  // namespace longhand::text
