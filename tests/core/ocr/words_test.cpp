#include "ocr/line/words.h"

#include <gtest/gtest.h>

#include "support.h"

namespace longhand::ocr {
namespace {

/// Unichars 1 and 2 are Latin, 3 and 4 Han.
class WordsTest : public testing::Test {
 protected:
  WordsTest() : charset_(entries()) {}

  static std::vector<formats::Unichar> entries() {
    auto all = letters("abhi");
    all[3].script = all[4].script = "Han";
    return all;
  }

  static Character character(int unichar, Permuter permuter = Permuter::top_choice,
                             float certainty = -1) {
    return {.unichar = unichar, .certainty = certainty, .permuter = permuter};
  }

  Charset charset_;
};

TEST_F(WordsTest, SplitsAtSpaces) {
  const std::vector<Character> line = {character(1),
                                       character(kSpace, Permuter::none, -2),
                                       character(2),
                                       character(kSpace, Permuter::none, -3),
                                       character(kSpace, Permuter::none, -4),
                                       character(1)};
  const std::vector<WordRange> expected = {{0, 1, false, -2}, {2, 3, true, -3}, {4, 6, true, -3}};
  EXPECT_EQ(split_words(line, charset_), expected);
}

TEST_F(WordsTest, LeavesTheSecondOfTwoSpacesToTheWordBehind) {
  const struct {
    int spaces;
    WordRange second;
  } cases[] = {{1, {2, 3, true, -1}}, {2, {2, 4, true, -1}}, {3, {4, 5, true, -1}}};
  for (const auto& [spaces, second] : cases) {
    std::vector<Character> line(std::size_t(spaces) + 2, character(kSpace));
    line.front() = line.back() = character(1);
    EXPECT_EQ(split_words(line, charset_)[1], second) << spaces;
  }
}

TEST_F(WordsTest, LeavesNoSpaceToAWordThatTheDictionaryBegins) {
  std::vector<Character> line(4, character(kSpace));
  line.front() = line.back() = character(1, Permuter::word);
  line.back().starts_word = true;
  EXPECT_EQ(split_words(line, charset_)[1], (WordRange{3, 4, true, 0}));
}

TEST_F(WordsTest, KeepsNoWordOfSpaces) {
  const std::vector<Character> line = {character(kSpace), character(1), character(kSpace)};
  EXPECT_EQ(split_words(line, charset_), (std::vector<WordRange>{{0, 2, false, -1}}));
  EXPECT_TRUE(split_words(std::vector{character(kSpace)}, charset_).empty());
  EXPECT_TRUE(split_words({}, charset_).empty());
}

TEST_F(WordsTest, SplitsAroundHanOutsideTheDictionary) {
  const std::vector<Character> line = {character(1), character(2), character(3), character(4),
                                       character(1)};
  const std::vector<WordRange> expected = {{0, 2}, {2, 3}, {3, 4}, {4, 5}};
  EXPECT_EQ(split_words(line, charset_), expected);
}

TEST_F(WordsTest, SplitsWhereADictionaryWordBegins) {
  std::vector<Character> line(4, character(3, Permuter::word));
  line[0].starts_word = line[2].starts_word = true;
  EXPECT_EQ(split_words(line, charset_), (std::vector<WordRange>{{0, 2}, {2, 4}}));
}

}  // namespace
}  // namespace longhand::ocr
