#include "ocr/decode/character_filter.h"

#include <gtest/gtest.h>

#include "support.h"

namespace longhand::ocr {
namespace {

class CharacterFilterTest : public testing::Test {
 protected:
  static std::vector<formats::Unichar> entries() {
    auto all = letters("ab-z059");
    all.emplace_back().text = "क्ष";
    all.emplace_back().text = "ж";
    return all;
  }

  /// The characters that remain, joined.
  std::string kept(const std::string& allow, const std::string& deny) {
    const auto filter = make_filter(allow, deny, charset_, recoder_, 12, 11);
    if (!filter) return filter.error().message;
    std::string text;
    for (int id = 0; id < charset_.size(); ++id) {
      if (!filter->is_active() || filter->unichars[id]) text += charset_.text(id);
    }
    return text;
  }

  Charset charset_{entries()};
  Recoder recoder_{{{0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8, 9}, {10}}, 10, 11};
};

TEST_F(CharacterFilterTest, SelectsCharacters) {
  EXPECT_EQ(kept("", ""), " ab-z059क्षж");
  EXPECT_EQ(kept("ab", ""), " ab");
  EXPECT_EQ(kept("", "ab "), "-z059क्षж");
  EXPECT_EQ(kept("0-9", ""), " 059");
  EXPECT_EQ(kept("a-z", "b-c"), " az");
  EXPECT_EQ(kept("+-/a", ""), " a-");
  EXPECT_EQ(kept("z-a", ""), " a-z");
  EXPECT_EQ(kept("а-я", ""), " ж");
  EXPECT_EQ(kept("a-", ""), " a-");
}

TEST_F(CharacterFilterTest, NeedsAllCodePointsOfACharacter) {
  EXPECT_EQ(kept("aक", ""), " a");
  EXPECT_EQ(kept("क्ष", ""), " क्ष");
  EXPECT_EQ(kept("", "ष"), " ab-z059ж");
}

TEST_F(CharacterFilterTest, MasksLabelsThatNoCharacterNeeds) {
  const auto filter = make_filter("क्षa", "", charset_, recoder_, 12, 11);
  EXPECT_EQ(filter->labels, (std::vector<std::uint8_t>{1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1}));
}

TEST_F(CharacterFilterTest, RefusesWhatLeavesNothing) {
  EXPECT_EQ(kept("q", ""),
            "allow and deny: expected to leave at least one of the model's 9 "
            "characters, found none");
  EXPECT_EQ(kept("a", "a"), kept("q", ""));
}

TEST_F(CharacterFilterTest, TakesPastedTextAndNamesWhatNobodySees) {
  EXPECT_EQ(kept("\ufeffa\u00a0b\r", ""), " ab");
  EXPECT_EQ(kept("\xff", ""), "a byte that is no UTF-8 at column 1 of allow: expected UTF-8");
  EXPECT_EQ(
      kept("", "ab\u200b"),
      "U+200B (zero width space) at column 3 of deny: the model does not write it; delete it");
}

}  // namespace
}  // namespace longhand::ocr
