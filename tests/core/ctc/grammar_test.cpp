#include "ctc/grammar.h"

#include <gtest/gtest.h>

#include "ctc/phrase_pattern.h"

namespace longhand::ctc {
namespace {

Alphabet letters() {
  std::vector<std::string> texts = {"", " "};
  for (char c = 'a'; c <= 'z'; ++c) texts.emplace_back(1, c);
  return Alphabet(texts, 0);
}

Grammar compile(const std::vector<std::string>& patterns) {
  auto grammar = Grammar::compile(patterns, letters());
  EXPECT_TRUE(grammar) << grammar.error().message;
  return *grammar;
}

/// Index of the phrase that `text` is, or -1.
int match(const Grammar& grammar, const std::string& text) {
  auto state = grammar.start();
  for (char c : text) {
    state = grammar.next(state, c == ' ' ? 1 : c - 'a' + 2);
    if (state == Grammar::kReject) return -1;
  }
  return grammar.phrase(state);
}

TEST(Grammar, AcceptsItsPhrasesAndNothingElse) {
  const auto grammar = compile({"lights on", "lights off", "light"});
  EXPECT_EQ(match(grammar, "lights on"), 0);
  EXPECT_EQ(match(grammar, "lights off"), 1);
  EXPECT_EQ(match(grammar, "light"), 2);
  for (const char* text :
       {"", "lights", "lights o", "lightson", "lights on off", "on", "lights  on"}) {
    EXPECT_EQ(match(grammar, text), -1) << text;
  }
}

TEST(Grammar, AcceptsASpaceAfterAPhrase) {
  const auto grammar = compile({"on"});
  EXPECT_EQ(match(grammar, "on "), 0);
  EXPECT_EQ(match(grammar, " "), -1);
  EXPECT_EQ(match(grammar, "on on"), -1);
}

TEST(Grammar, KnowsOptionsChoicesAndRepetition) {
  const auto grammar = compile({"[please] turn (on | off) [the] light", "go+ home*"});
  for (const char* text : {"turn on light", "please turn off the light", "turn off light"}) {
    EXPECT_EQ(match(grammar, text), 0) << text;
  }
  EXPECT_EQ(match(grammar, "please turn the light"), -1);
  for (const char* text : {"go", "go go go", "go home", "go go home home"}) {
    EXPECT_EQ(match(grammar, text), 1) << text;
  }
  EXPECT_EQ(match(grammar, "home"), -1);
}

TEST(Grammar, KnowsClasses) {
  const auto grammar = compile({"dial <digit>+", "room <letter> <number>"});
  EXPECT_EQ(match(grammar, "dial one oh nine"), 0);
  EXPECT_EQ(match(grammar, "dial"), -1);
  EXPECT_EQ(match(grammar, "dial ten"), -1);
  EXPECT_EQ(match(grammar, "room b forty two"), 1);
  EXPECT_EQ(match(grammar, "room z twelve"), 1);
  EXPECT_EQ(match(grammar, "room z forty twelve"), -1);
}

TEST(Grammar, NamesTheFirstOfPhrasesThatAreAlike) {
  EXPECT_EQ(match(compile({"a b", "a [b]"}), "a b"), 0);
  EXPECT_EQ(match(compile({"a b", "a [b]"}), "a"), 1);
}

TEST(Grammar, GrowsWithItsWordsNotWithTheirCombinations) {
  std::string pattern;
  for (int n = 0; n < 200; ++n) pattern += "[a|b|c] ";
  EXPECT_LT(compile({pattern}).size(), 2000u);
  EXPECT_LT(compile({"<number> <number> <number>"}).size(), 1500u);
}

TEST(Grammar, SaysWhatIsWrongWithAPattern) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"turn (on", "phrase 1 \"turn (on\": expected \")\", found \"end\" at character 9"},
      {"on )", "phrase 1 \"on )\": unexpected \")\" at character 4"},
      {"<word>", "phrase 1 \"<word>\": expected <digit>, <letter> or <number> at character 2"},
      {"<digit", "phrase 1 \"<digit\": expected <digit>, <letter> or <number> at character 2"},
      {"+ on", "phrase 1 \"+ on\": unexpected \"+\" at character 1"},
      {"caf\xc3\xa9", "phrase word \"caf\xc3\xa9\": the model cannot write \"\xc3\xa9\""},
      {std::string(40, '('),
       "phrase 1 \"" + std::string(40, '(') + "\": nested too deeply at character 34"},
  };
  for (const auto& [pattern, message] : cases) {
    const auto failed = Grammar::compile({pattern}, letters());
    ASSERT_FALSE(failed) << pattern;
    EXPECT_EQ(failed.error().code, ErrorCode::invalid_option);
    EXPECT_EQ(failed.error().message, message);
  }
}

TEST(Grammar, RejectsPatternsOfExplodingSize) {
  std::string pattern = "(a|b)* a";
  for (int n = 0; n < 24; ++n) pattern += " (a|b)";
  EXPECT_FALSE(Grammar::compile({pattern}, letters()));
  EXPECT_FALSE(Grammar::compile(std::vector<std::string>(100'001, "a"), letters()));
  EXPECT_FALSE(Grammar::compile({"a"}, Alphabet({"", "a"}, 0)));
}

}  // namespace
}  // namespace longhand::ctc
