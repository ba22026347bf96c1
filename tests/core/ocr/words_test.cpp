#include "ocr/words.h"

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
  const std::vector<WordRange> expected = {{0, 1, 0, -2}, {2, 3, 1, -3}, {5, 6, 2, -4}};
  EXPECT_EQ(split_words(line, charset_), expected);
}

TEST_F(WordsTest, KeepsNoWordOfSpaces) {
  const std::vector<Character> line = {character(kSpace), character(1), character(kSpace)};
  EXPECT_EQ(split_words(line, charset_), (std::vector<WordRange>{{1, 2, 1, -1}}));
  EXPECT_TRUE(split_words(std::vector{character(kSpace)}, charset_).empty());
  EXPECT_TRUE(split_words({}, charset_).empty());
}

TEST_F(WordsTest, CountsRunsOfSpacesInPairs) {
  for (const auto& [found, printed] : {std::pair{1, 1}, {2, 2}, {3, 1}, {4, 2}}) {
    std::vector<Character> line(std::size_t(found) + 2, character(kSpace));
    line.front() = line.back() = character(1);
    EXPECT_EQ(split_words(line, charset_)[1].spaces_before, printed) << found;
  }
}

TEST_F(WordsTest, SplitsAroundHanOutsideTheDictionary) {
  const std::vector<Character> line = {character(1), character(2), character(3), character(4),
                                       character(1)};
  const std::vector<WordRange> expected = {{0, 2, 0, 0}, {2, 3, 0, 0}, {3, 4, 0, 0}, {4, 5, 0, 0}};
  EXPECT_EQ(split_words(line, charset_), expected);
}

TEST_F(WordsTest, SplitsWhereADictionaryWordBegins) {
  std::vector<Character> line(4, character(3, Permuter::word));
  line[0].starts_word = line[2].starts_word = true;
  EXPECT_EQ(split_words(line, charset_), (std::vector<WordRange>{{0, 2, 0, 0}, {2, 4, 0, 0}}));
}

}  // namespace
}  // namespace longhand::ocr
