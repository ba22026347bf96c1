#include "ctc/hot_phrases.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace longhand::ctc {
namespace {

std::vector<int> labels_of(const std::string& text) { return {text.begin(), text.end()}; }

HotPhrases make(const std::vector<std::pair<std::string, float>>& phrases) {
  std::vector<HotPhrases::Phrase> list;
  for (const auto& [text, boost] : phrases) list.push_back({labels_of(text), boost});
  return HotPhrases(list, ' ');
}

double score(const HotPhrases& phrases, const std::string& text) {
  auto state = phrases.start();
  double sum = 0;
  for (int label : labels_of(text)) sum += phrases.advance(state, label);
  return sum + phrases.finish(state);
}

/// By definition: each phrase counts wherever it stands between word boundaries.
double counted(const std::vector<std::pair<std::string, float>>& phrases, const std::string& text) {
  double sum = 0;
  const std::string padded = " " + text + " ";
  for (const auto& [phrase, boost] : phrases) {
    const std::string word = " " + phrase + " ";
    for (auto at = padded.find(word); at != std::string::npos; at = padded.find(word, at + 1))
      sum += boost;
  }
  return sum;
}

TEST(HotPhrases, CountsWholeWordsOnly) {
  const auto phrases = make({{"new", 4}, {"new york", 6}});
  EXPECT_DOUBLE_EQ(score(phrases, "new"), 4);
  EXPECT_DOUBLE_EQ(score(phrases, "news"), 0);
  EXPECT_DOUBLE_EQ(score(phrases, "anew"), 0);
  EXPECT_DOUBLE_EQ(score(phrases, "the new york times"), 10);
  EXPECT_DOUBLE_EQ(score(phrases, "new yorker new"), 8);
}

TEST(HotPhrases, EqualsTheDefinitionOnRandomTexts) {
  const std::vector<std::pair<std::string, float>> list = {
      {"a", 1}, {"ab", 2}, {"a b", 3}, {"b a", 5}, {"a b a", 7}, {"b", -2}, {"ba ab", 11}};
  const auto phrases = make(list);
  std::mt19937 random(2);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (int n = 0; n < 12; ++n) {
      const bool after_space = text.empty() || text.back() == ' ';
      text += after_space ? "ab"[random() % 2] : "ab "[random() % 3];
    }
    if (text.back() == ' ') text.pop_back();
    EXPECT_NEAR(score(phrases, text), counted(list, text), 1e-9) << text;
  }
}

TEST(HotPhrases, EarnsTheBoostLabelByLabelAndGivesItBack) {
  const auto phrases = make({{"zaan", 8}});
  auto state = phrases.start();
  EXPECT_DOUBLE_EQ(phrases.advance(state, 'z'), 2);
  EXPECT_DOUBLE_EQ(phrases.advance(state, 'a'), 2);
  EXPECT_DOUBLE_EQ(phrases.finish(state), -4);
  EXPECT_DOUBLE_EQ(phrases.advance(state, 'x'), -4);
  EXPECT_DOUBLE_EQ(phrases.advance(state, 'z'), 0);
}

}  // namespace
}  // namespace longhand::ctc
