#include "formats/text.h"

#include <gtest/gtest.h>

namespace longhand::formats {
namespace {

using namespace std::string_view_literals;

TEST(IsUtf8, AcceptsTheEdgesOfEachLength) {
  for (const auto text : {""sv, "\0"sv, "\x7f"sv, "\xc2\x80"sv, "\xdf\xbf"sv, "\xe0\xa0\x80"sv,
                          "\xed\x9f\xbf"sv, "\xee\x80\x80"sv, "\xef\xbf\xbf"sv,
                          "\xf0\x90\x80\x80"sv, "\xf4\x8f\xbf\xbf"sv, "a\xc3\xa9\xe4\xb8\xad"sv})
    EXPECT_TRUE(is_utf8(text)) << in_quotes(text);
}

TEST(IsUtf8, RejectsWhatUnicodeForbids) {
  for (const auto text : {"\x80"sv, "\xc1\xbf"sv, "\xc3"sv, "\xc3\x28"sv, "\xe0\x9f\xbf"sv,
                          "\xe4\xb8"sv, "\xed\xa0\x80"sv, "\xf0\x8f\xbf\xbf"sv,
                          "\xf4\x90\x80\x80"sv, "\xf5\x80\x80\x80"sv, "\xff"sv})
    EXPECT_FALSE(is_utf8(text)) << in_quotes(text);
}

TEST(Quoted, ShowsOnlyPrintableAsciiAndNotTooMuch) {
  EXPECT_EQ(in_quotes("a\x1b[31m\n\xff"), "\"a?[31m??\"");
  EXPECT_EQ(in_quotes(std::string(50, 'x')), '"' + std::string(40, 'x') + "...\"");
}

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
}  // namespace longhand::formats
