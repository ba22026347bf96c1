#include "text/utf8.h"

#include <gtest/gtest.h>

namespace longhand::text {
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

TEST(Utf8, IsTakenApartAndPutTogetherAgain) {
  const char32_t whole[] = {0, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff};
  std::string text;
  for (const char32_t code_point : whole) append(text, code_point);
  EXPECT_TRUE(is_utf8(text));
  std::string_view rest = text;
  for (const char32_t code_point : whole) EXPECT_EQ(take_code_point(rest), code_point);
  EXPECT_TRUE(rest.empty());
}

TEST(Utf8, OneBrokenByteIsTakenAtATime) {
  std::string_view text = "\xe4\xb8z";
  EXPECT_EQ(take_code_point(text), kBroken);
  EXPECT_EQ(take_code_point(text), kBroken);
  EXPECT_EQ(take_code_point(text), U'z');
}

TEST(Describe, NamesWhatNobodySees) {
  const std::pair<char32_t, std::string> cases[] = {
      {U'a', "\"a\""},
      {U'\u00e9', "\"\u00e9\""},
      {0x1b, "U+001B (control character)"},
      {0x85, "U+0085 (white space)"},
      {0xa0, "U+00A0 (white space)"},
      {0xad, "U+00AD (soft hyphen)"},
      {0x301, "U+0301 (combining mark)"},
      {0x200b, "U+200B (zero width space)"},
      {0x200c, "U+200C (zero width non-joiner)"},
      {0x200d, "U+200D (zero width joiner)"},
      {0x200f, "U+200F (direction mark)"},
      {0x202e, "U+202E (direction mark)"},
      {0x2060, "U+2060 (word joiner)"},
      {0x2067, "U+2067 (direction mark)"},
      {0xfe0f, "U+FE0F (variation selector)"},
      {0xfeff, "U+FEFF (byte order mark)"},
      {0xfffd, "U+FFFD (replacement character)"},
      {0xe0041, "U+E0041 (tag)"},
      {kBroken, "a byte that is no UTF-8"},
  };
  for (const auto& [code_point, name] : cases) EXPECT_EQ(describe(code_point), name);
}

TEST(IsSpace, KnowsThoseOfUnicode) {
  for (const char32_t space : U"\t\n\r \x85\u00a0\u1680\u2000\u200a\u2028\u202f\u205f\u3000"sv)
    EXPECT_TRUE(is_space(space)) << describe(space);
  for (const char32_t other : U"a\0\u200b\u2060\ufeff\u3001"sv)
    EXPECT_FALSE(is_space(other)) << describe(other);
}

TEST(InQuotes, ShowsWhatCanBeReadAndNotTooMuch) {
  EXPECT_EQ(in_quotes("a\x1b[31m\r\n\xff"), "\"a<U+001B>[31m  ?\"");
  EXPECT_EQ(in_quotes("\u4f60\u200b\u597d"), "\"\u4f60<U+200B>\u597d\"");
  EXPECT_EQ(in_quotes(std::string(50, 'x')), '"' + std::string(40, 'x') + "...\"");
  EXPECT_EQ(in_quotes(std::string(40, 'x')), '"' + std::string(40, 'x') + '"');
}

}  // namespace
}  // namespace longhand::text
