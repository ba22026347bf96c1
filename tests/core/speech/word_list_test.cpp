#include "formats/word_list.h"

#include <gtest/gtest.h>

#include <string>

#include <longhand/language.h>

namespace longhand {
namespace {

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(WordList, EachLineIsAWordThatIsCertain) {
  const auto table = formats::read_word_list(
      bytes_of("\xef\xbb\xbfHello\r\n\n  w\xc3\xb6rld \t\nHello\nit's"));
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->words, (std::vector<std::string>{"Hello", "w\xc3\xb6rld", "it's"}));
  ASSERT_EQ(table->levels.size(), 1u);
  EXPECT_EQ(table->levels[0].log_prob, (std::vector<float>{0, 0, 0}));
  const auto model = LanguageModel::load(bytes_of("one\ntwo\n"));
  ASSERT_TRUE(model);
  EXPECT_EQ(model->order(), 1);
  EXPECT_EQ(model->words(), 2u);
}

TEST(WordList, SaysWhichLineIsNone) {
  const std::string longest(256, 'a');
  EXPECT_TRUE(formats::read_word_list(bytes_of(longest)));
  for (const auto& [text, message] : std::vector<std::pair<std::string, std::string>>{
           {"", "words: expected at least one"},
           {" \n\r\n", "words: expected at least one"},
           {"one\ntwo words\n", "words: line 2: expected one word, found \"two words\""},
           {"\n\nb\x01", "words: line 3: expected one word, found \"b<U+0001>\""},
           {"<unk>", "words: line 1: expected one word, found \"<unk>\""},
           {"\xff", "words: line 1: expected one word, found "},
           {longest + "a", "words: line 1: expected one word, found "}}) {
    const auto table = formats::read_word_list(bytes_of(text));
    ASSERT_FALSE(table) << message;
    EXPECT_EQ(table.error().code, ErrorCode::invalid_model);
    EXPECT_TRUE(table.error().message.starts_with(message)) << table.error().message;
  }
}

}  // namespace
}  // namespace longhand
