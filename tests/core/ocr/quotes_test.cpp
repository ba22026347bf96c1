#include "ocr/page/quotes.h"

#include <gtest/gtest.h>

namespace longhand::ocr {
namespace {

Word word_of(std::initializer_list<const char*> symbols) {
  Word word;
  int left = 0;
  for (const char* symbol : symbols) {
    word.text += symbol;
    word.symbols.push_back({symbol, 90.0f - float(left), {left, 0, left + 4, 9}});
    left += 5;
  }
  return word;
}

PageLine line_of(Word word) {
  PageLine line;
  line.text = word.text;
  line.words.push_back(std::move(word));
  return line;
}

TEST(Quotes, TwoSingleOnesAreADoubleOne) {
  PageLine line = line_of(word_of({"‘", "‘", "H", "a", "’", "’"}));
  join_quotes(line);
  EXPECT_EQ(line.text, "“Ha”");
  EXPECT_EQ(line.words[0].text, "“Ha”");
  ASSERT_EQ(line.words[0].symbols.size(), 4u);
  const Symbol& first = line.words[0].symbols[0];
  EXPECT_EQ(first.text, "“");
  EXPECT_EQ(first.confidence, 85);
  EXPECT_EQ(first.box.left, 0);
  EXPECT_EQ(first.box.right, 9);
}

TEST(Quotes, OthersStay) {
  for (const auto& symbols :
       {std::initializer_list<const char*>{"‘", "a", "’"}, {"'", "'"}, {"’", "”"}, {"’", "‘"}}) {
    PageLine line = line_of(word_of(symbols));
    join_quotes(line);
    EXPECT_EQ(line.text, word_of(symbols).text);
    EXPECT_EQ(line.words[0].symbols.size(), symbols.size());
  }
}

}  // namespace
}  // namespace longhand::ocr
