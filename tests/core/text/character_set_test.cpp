#include "text/character_set.h"

#include <gtest/gtest.h>

#include <string>

namespace longhand::text {
namespace {

TEST(CharacterSet, ReadsRangesBetweenLettersOrDigits) {
  const struct {
    const char* set;
    const char* contained;  ///< of "abz059-+жя"
  } cases[] = {
      {"", ""},      {"a-z", "abz"},     {"0-9", "059"},    {"а-я", "жя"},
      {"a-", "a-"},  {"-a", "a-"},       {"z-a", "az-"},    {"+-z", "z-+"},
      {"a--", "a-"}, {"a-b0-5", "ab05"}, {"9-я", "abz9жя"},
  };
  for (const auto& [text, contained] : cases) {
    const CharacterSet set(text);
    std::string found;
    for (const auto character : characters_of("abz059-+жя")) {
      if (set.contains(character)) found += character;
    }
    EXPECT_EQ(found, contained) << text;
    EXPECT_EQ(set.empty(), std::string_view(text).empty());
  }
}

TEST(CharacterSet, TakesTextApart) {
  EXPECT_EQ(characters_of("aжक्"), (std::vector<std::string_view>{"a", "ж", "क", "्"}));
  EXPECT_EQ(characters_of("\xff\x80\x80\x80\x80z").size(), 3u);
  EXPECT_TRUE(characters_of("").empty());
}

}  // namespace
}  // namespace longhand::text
