#include "formats/tesseract_charset.h"

#include <gtest/gtest.h>

#include <string>

namespace longhand::formats {
namespace {

/// The character on the second line, after the space.
Unichar second_of(const std::string& line) {
  const std::string file = "9\nNULL 0 NULL 0\n" + line + "\nc 3\nd 3\ne 3\nf 3\ng 3\nh 3\ni 3\n";
  std::string_view text = file;
  const auto charset = read_tesseract_charset(text);
  EXPECT_TRUE(charset.has_value()) << (charset ? "" : charset.error().message);
  return charset ? (*charset)[1] : Unichar{};
}

std::string error_of(std::string_view text) {
  const auto charset = read_tesseract_charset(text);
  return charset ? "no error" : charset.error().message;
}

struct Form {
  const char* line;
  std::uint32_t properties;
  const char* script;
  int other_case, direction, mirror;
};

class CharsetForms : public ::testing::TestWithParam<Form> {};

TEST_P(CharsetForms, AreRead) {
  const Form& form = GetParam();
  const Unichar unichar = second_of(form.line);
  EXPECT_EQ(unichar.text, "b");
  EXPECT_EQ(unichar.properties, form.properties);
  EXPECT_EQ(unichar.script, form.script);
  EXPECT_EQ(unichar.other_case, form.other_case);
  EXPECT_EQ(unichar.direction, form.direction);
  EXPECT_EQ(unichar.mirror, form.mirror);
}

INSTANTIATE_TEST_SUITE_P(
    OldAndNew, CharsetForms,
    ::testing::Values(Form{"b 1f 0,255,0,255,0,0,0,0,0,0 Latin 5 1 6 b\t# b [62 ]a", 0x1f, "Latin",
                           5, 1, 6},
                      Form{"b 3 0,255,0,255,0.5,0,0,0,0,0 Latin 5 1 6", 3, "Latin", 5, 1, 6},
                      Form{"b 3 60,68,180,195 Latin 5 10 6", 3, "Latin", 5, 10, 6},
                      Form{"b 3 60,68,180,195 Latin 5", 3, "Latin", 5, 0, 1},
                      Form{"b 3 Latin 5", 3, "Latin", 5, 0, 1},
                      Form{"b 3 Latin 5 7 7", 3, "Latin", 5, 0, 1},  // a comment of old tools
                      Form{"b 3 Latin", 3, "Latin", 1, 0, 1}, Form{"b 3", 3, "", 1, 0, 1},
                      Form{"b 3 Latin # 4", 3, "Latin", 1, 0, 1},
                      Form{"b 3 Latin 900", 3, "Latin", 1, 0, 1},
                      Form{"b 3 Latin -4\r", 3, "Latin", 1, 0, 1}));

TEST(Charset, TakesOnlyItsOwnLines) {
  std::string_view text = "2\nNULL 0 NULL 0\nx 1\nrest";
  const auto charset = read_tesseract_charset(text);
  ASSERT_TRUE(charset);
  EXPECT_EQ((*charset)[0].text, " ");
  EXPECT_EQ((*charset)[1].text, "x");
  EXPECT_EQ(text, "rest");
}

TEST(Charset, SaysWhatIsWrongAndWhere) {
  EXPECT_NE(error_of("").find("line 1: expected a count"), std::string::npos);
  EXPECT_NE(error_of("many\n").find("found \"many\""), std::string::npos);
  EXPECT_NE(error_of("0\n").find("found \"0\""), std::string::npos);
  EXPECT_NE(error_of("-3\n").find("found \"-3\""), std::string::npos);
  EXPECT_NE(error_of("2000000000\nNULL 0\n").find("from 1 to 2, found"), std::string::npos);
  EXPECT_NE(error_of("2\nNULL 0\n").find("line 3: expected a character"), std::string::npos);
  EXPECT_NE(error_of("1\nNULL zz\n").find("line 2: expected hexadecimal"), std::string::npos);
  EXPECT_NE(error_of("1\nx 0\n      ").find("expected the space"), std::string::npos);
  EXPECT_NE(error_of("2\nNULL 0\n\xff 3\n").find("line 3: not UTF-8"), std::string::npos);
}

}  // namespace
}  // namespace longhand::formats
