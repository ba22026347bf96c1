#include "ocr/decode/charset.h"

#include <gtest/gtest.h>

#include "support.h"

namespace longhand::ocr {
namespace {

TEST(Charset, KnowsScriptsWithoutSpaces) {
  auto entries = letters("ab1");
  const Charset latin(entries);
  EXPECT_TRUE(latin.language_is_space_delimited());
  EXPECT_TRUE(latin.is_space_delimited(1));
  EXPECT_TRUE(latin.is_space_delimited(kNoUnichar));
  EXPECT_TRUE(latin.is_digit(3));
  EXPECT_FALSE(latin.is_digit(99));
  entries[1].script = "Hangul";
  EXPECT_TRUE(Charset(entries).language_is_space_delimited());
  EXPECT_FALSE(Charset(entries).is_space_delimited(1));
  entries[1].script = "Thai";
  EXPECT_FALSE(Charset(entries).language_is_space_delimited());
}

TEST(Charset, PrintsPrivateLigaturesAsLetters) {
  auto entries = letters("ab");
  entries[1].text = "\uE003";
  entries[2].text = "\uE009";
  const Charset charset(entries);
  EXPECT_EQ(charset.text(1), "ct");
  EXPECT_EQ(charset.text(2), "ſſ");
}

}  // namespace
}  // namespace longhand::ocr
