#include "ocr/line/word_order.h"

#include <gtest/gtest.h>

#include "support.h"

namespace longhand::ocr {
namespace {

/// Upper-case letters are right to left, lower-case ones left to right, digits European, ',' a
/// common separator, '%' a terminator, '!' neutral. '#' is an Arabic letter.
class WordOrder : public testing::Test {
 protected:
  static constexpr std::string_view kLetters = "abcdABCD123,%!#";

  static std::vector<formats::Unichar> entries() {
    auto all = letters(kLetters);
    for (formats::Unichar& entry : all) {
      const char c = entry.text[0];
      if (c >= 'A' && c <= 'Z') entry.direction = 1;
      if (c == ',') entry.direction = 6;
      if (c == '%') entry.direction = 4;
      if (c == '!') entry.direction = 10;
      if (c == '#') entry.direction = 13;
    }
    return all;
  }

  static std::vector<Character> characters(const std::string& seen) {
    std::vector<Character> line;
    for (const char c : seen) {
      line.push_back({.unichar = c == ' ' ? kSpace : int(kLetters.find(c)) + 1});
    }
    return line;
  }

  /// A word of a line that runs right to left.
  std::string read_word(const std::string& seen) {
    const WordRange word{.begin = 0, .end = int(seen.size())};
    std::string text;
    for (const int i : order_right_to_left(word, characters(seen), charset_)) text += seen[i];
    return text;
  }

  /// The line as printed, from its look; ">" and "<" stand for the marks.
  std::string read(const std::string& seen) {
    const std::vector<Character> line = characters(seen);
    const auto words = split_words(line, charset_);
    std::string text;
    for (const OrderedWord& place : order_words(words, line, charset_)) {
      if (!text.empty()) text += ' ';
      text += show(place.mark_before);
      const WordRange& word = words[place.word];
      const auto order = order_right_to_left(word, line, charset_);
      for (int i = 0; i < word.end - word.begin; ++i) {
        text += charset_.text(line[place.right_to_left ? order[i] : word.begin + i].unichar);
      }
      text += show(place.mark_after);
    }
    return text;
  }

  static std::string show(const std::string& mark) {
    return mark.empty() ? "" : mark == "\u200E" ? ">" : "<";
  }

  Charset charset_{entries()};
};

TEST_F(WordOrder, FollowsTheDirectionOfTheLine) {
  const struct {
    const char* seen;
    const char* read;
  } cases[] = {
      {"ab cd", "ab cd"},
      {"AB CD", "DC BA"},
      {"A", "A"},
      {"!", "!"},
      {"ab CD", "ab <DC>"},  // rightmost word is left-to-right's rival, equal counts: left to right
      {"AB cd", ">cd< BA"},  // leftmost word decides
      {"ab AB CD cd", "ab <DC BA> cd"},
      {"AB ab cd CD", "DC >ab cd< BA"},
      {"AB 12 CD", "DC 12 BA"},
      {"AB ab 12", ">ab 12< BA"},  // a neutral word at the right end joins the run beside it
      {"AB Aa CD", "DC aA< BA"},   // a word of both directions is followed by a mark
      {"#A !", "! A#"},
      {"AB  CD", "DC < BA"},  // the second of two spaces is a left-to-right character of its word
  };
  for (const auto& [seen, expected] : cases) EXPECT_EQ(read(seen), expected) << seen;
}

TEST_F(WordOrder, KeepsNumbersAndLatinLeftToRightWithinAWord) {
  const struct {
    const char* seen;
    const char* read;
  } cases[] = {
      {"AB12", "12BA"},     {"A1,2B", "B1,2A"}, {"A1,B", "B,1A"},   {"A12%B", "B12%A"},
      {"A%%12B", "B%%12A"}, {"A%B", "B%A"},     {"Aa!bB", "Ba!bA"}, {"Aa!B", "B!aA"},
      {"A1,,2B", "B1,,2A"}, {"A!B", "B!A"},
  };
  for (const auto& [seen, expected] : cases) EXPECT_EQ(read_word(seen), expected) << seen;
}

TEST_F(WordOrder, HasNothingToOrderInAnEmptyLine) {
  EXPECT_TRUE(order_words({}, {}, charset_).empty());
}

}  // namespace
}  // namespace longhand::ocr
