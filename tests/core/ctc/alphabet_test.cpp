#include "ctc/alphabet.h"

#include <gtest/gtest.h>

namespace longhand::ctc {
namespace {

const Alphabet kAlphabet({"", " ", "a", "b", "é", "th", "t", "h", "X"}, 0);

TEST(Alphabet, EncodesTheLongestLabelFirst) {
  EXPECT_EQ(kAlphabet.encode("a thé").value(), (std::vector<int>{2, 1, 5, 4}));
  EXPECT_EQ(kAlphabet.encode("ht").value(), (std::vector<int>{7, 6}));
  EXPECT_TRUE(kAlphabet.encode("").value().empty());
}

TEST(Alphabet, FoldsCaseOnlyWhereItMust) {
  EXPECT_EQ(kAlphabet.encode("AxX").value(), (std::vector<int>{2, 8, 8}));
}

TEST(Alphabet, NamesTheCharacterThatItLacks) {
  const auto failed = kAlphabet.encode("a ü");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::invalid_option);
  EXPECT_EQ(failed.error().message, "the model cannot write \"ü\"");
  EXPECT_EQ(kAlphabet.encode("a\u200b").error().message,
            "the model cannot write U+200B (zero width space)");
}

TEST(Alphabet, TakesTextAsItWritesIt) {
  EXPECT_EQ(kAlphabet.plain("\ufeffa\u00a0th", "allow").value(), "a th");
  EXPECT_EQ(
      kAlphabet.plain("th\u200d", "allow").error().message,
      "U+200D (zero width joiner) at column 3 of allow: the model does not write it; delete it");
  const Alphabet joining({"", " ", "क्\u200dष", "\u00a0"}, 0);
  EXPECT_EQ(joining.plain("\u200d\u00a0", "allow").value(), "\u200d\u00a0");
}

TEST(Alphabet, SurvivesBrokenUtf8) {
  for (const char* text : {"\xff", "\xc3", "a\x80\x80\x80\x80\x80", "\xf0\x9f"}) {
    EXPECT_FALSE(kAlphabet.encode(text)) << text;
  }
}

TEST(Alphabet, DecodesWithSingleSpacesBetweenWords) {
  EXPECT_EQ(kAlphabet.decode(std::vector<int>{1, 2, 1, 1, 5, 4, 1}), "a thé");
  EXPECT_EQ(kAlphabet.decode(std::vector<int>{1, 1}), "");
}

TEST(Alphabet, MasksByCharacter) {
  const std::vector<bool> all(9, true);
  EXPECT_EQ(kAlphabet.mask("", "").value(), all);
  const std::vector<bool> only_th = {true, true, false, false, false, true, true, true, false};
  EXPECT_EQ(kAlphabet.mask("th", "").value(), only_th);
  EXPECT_EQ(kAlphabet.mask("t-th-h", "").value(), only_th);
  const std::vector<bool> a_and_b = {true, true, true, true, false, false, false, false, false};
  EXPECT_EQ(kAlphabet.mask("a-b", "").value(), a_and_b);
  EXPECT_EQ(kAlphabet.mask("-ab-", "").value(), a_and_b);
  const std::vector<bool> no_h = {true, true, true, true, true, false, true, false, true};
  EXPECT_EQ(kAlphabet.mask("", "h").value(), no_h);
  const std::vector<bool> all_but_a = {true, true, false, true, true, true, true, true, true};
  EXPECT_EQ(kAlphabet.mask("", " a").value(), all_but_a);
  EXPECT_EQ(kAlphabet.mask("q", "").error().message,
            "allow and deny: expected to leave at least one of the model's 7 characters, found "
            "none");
}

}  // namespace
}  // namespace longhand::ctc
