#include "ctc/prefix_search.h"

#include <numbers>
#include <set>

#include <gtest/gtest.h>

#include "brute_force.h"

namespace longhand::ctc {
namespace {

const Alphabet kAlphabet({"", " ", "a", "b"}, 0);

BeamOptions wide() { return {.beam = 2000, .least_label = kImpossible, .allowed = {}}; }

PrefixSearch searched(const Knowledge& knowledge, const std::vector<float>& values,
                      const BeamOptions& options = wide()) {
  PrefixSearch search(PrefixScorer(knowledge, kAlphabet.space()), kAlphabet, options);
  for (std::size_t step = 0; step < values.size(); step += kAlphabet.size()) {
    search.accept(std::span(values).subspan(step, kAlphabet.size()));
  }
  return search;
}

/// The score of a text according to the definition of the objective.
using Score = std::function<double(const std::string& text)>;

std::map<std::string, double> expected_scores(const std::vector<float>& values,
                                              const Score& score) {
  std::map<std::string, double> sums;
  for (const auto& [labels, acoustic] : all_sequences({values, kAlphabet.size()}, 0)) {
    const auto text = kAlphabet.decode(labels);
    const double sum = acoustic + score(text);
    if (sum == kImpossible) continue;
    const auto [place, is_new] = sums.try_emplace(text, sum);
    if (!is_new) place->second = log_add(place->second, sum);
  }
  return sums;
}

void expect_equal(const PrefixSearch& search, const std::map<std::string, double>& expected) {
  const auto hypotheses = search.finish(5000);
  EXPECT_EQ(hypotheses.size(), expected.size());
  double before = INFINITY;
  for (const auto& hypothesis : hypotheses) {
    const auto text = kAlphabet.decode(hypothesis.labels);
    ASSERT_TRUE(expected.contains(text)) << text;
    EXPECT_NEAR(hypothesis.score, expected.at(text), 1e-4) << text;
    EXPECT_LE(hypothesis.score, before);
    before = hypothesis.score;
  }
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

Knowledge with_language_model() {
  const NgramTable table{
      {"<s>", "</s>", "a", "ab", "ba"},
      {{{0, 1, 2, 3, 4}, {-99, -1, -0.5f, -1.5f, -2}, {-0.2f, 0, -0.3f, -0.1f, 0}},
       {{0, 3, 2, 1, 2, 4, 3, 2}, {-0.4f, -0.6f, -0.9f, -0.2f}, {0, 0, 0, 0}}}};
  Knowledge knowledge;
  knowledge.language_model = std::make_shared<NgramModel>(NgramModel::build(table).value());
  knowledge.lexicon = std::make_shared<Lexicon>(*knowledge.language_model, kAlphabet);
  knowledge.lm_weight = 0.7;
  knowledge.word_bonus = 1.1;
  return knowledge;
}

double language_model_score(const Knowledge& knowledge, const std::string& text) {
  const NgramModel& model = *knowledge.language_model;
  auto state = model.start();
  double sum = 0, bonus = 0;
  for (const auto& word : words_of(text)) {
    const auto found = std::find(model.words().begin(), model.words().end(), word);
    sum += model.advance(state, NgramModel::Word(found - model.words().begin()));
    bonus += knowledge.word_bonus;
  }
  return bonus + knowledge.lm_weight * (sum + model.finish(state)) * std::numbers::ln10;
}

TEST(PrefixSearch, EqualsTheSumOverAllPaths) {
  for (unsigned seed = 0; seed < 4; ++seed) {
    const auto values = random_log_probs(6, 4, seed);
    expect_equal(searched({}, values), expected_scores(values, [](auto&) { return 0.0; }));
  }
}

TEST(PrefixSearch, AddsTheLanguageModel) {
  const auto knowledge = with_language_model();
  for (unsigned seed = 0; seed < 4; ++seed) {
    const auto values = random_log_probs(6, 4, seed);
    expect_equal(searched(knowledge, values), expected_scores(values, [&](const std::string& text) {
                   return language_model_score(knowledge, text);
                 }));
  }
}

TEST(PrefixSearch, AddsAModelOfCharacters) {
  const NgramTable table{
      {"<s>", "</s>", "a", "b", "<space>"},
      {{{0, 1, 2, 3, 4}, {-99, -1, -0.5f, -1.5f, -0.8f}, {-0.2f, 0, -0.3f, -0.1f, 0}},
       {{0, 3, 2, 4, 2, 2, 4, 3}, {-0.4f, -0.6f, -0.9f, -0.2f}, {0, 0, 0, 0}}}};
  Knowledge knowledge;
  knowledge.language_model = std::make_shared<NgramModel>(NgramModel::build(table).value());
  knowledge.characters = {knowledge.language_model->unknown(), 4, 2, 3};
  knowledge.lm_weight = 0.7;
  const auto values = random_log_probs(6, 4, 5);
  expect_equal(searched(knowledge, values), expected_scores(values, [&](const std::string& text) {
                 const NgramModel& model = *knowledge.language_model;
                 auto state = model.start();
                 double sum = 0;
                 for (const char c : text)
                   sum += model.advance(state, c == ' ' ? 4 : c == 'a' ? 2 : 3);
                 return (sum + model.finish(state)) * 0.7 * std::numbers::ln10;
               }));
}

TEST(PrefixSearch, EndsWordsAtMarks) {
  const Alphabet marked({"", " ", "a", ","}, 0);
  Knowledge knowledge;
  knowledge.marks = {false, false, false, true};
  knowledge.hot_phrases = std::make_shared<HotPhrases>(std::vector<HotPhrases::Phrase>{{{2}, 3.0f}},
                                                       marked.space());
  const PrefixScorer scorer(knowledge, marked.space());
  const auto score = [&](std::vector<int> labels) {
    auto context = scorer.start();
    for (const int label : labels) scorer.advance(context, label);
    return scorer.finish(context);
  };
  EXPECT_DOUBLE_EQ(score({2}), 3);
  EXPECT_DOUBLE_EQ(score({2, 3}), 3);
  EXPECT_DOUBLE_EQ(score({3, 2, 3, 1, 2}), 6);
  EXPECT_DOUBLE_EQ(score({2, 2, 3}), 0);
}

TEST(PrefixSearch, AddsHotPhrases) {
  Knowledge knowledge;
  knowledge.hot_phrases = std::make_shared<HotPhrases>(
      std::vector<HotPhrases::Phrase>{{{2, 3}, 4.0f}, {{3, 1, 2}, 2.0f}}, kAlphabet.space());
  const auto values = random_log_probs(6, 4, 9);
  expect_equal(searched(knowledge, values), expected_scores(values, [](const std::string& text) {
                 double sum = 0;
                 const auto words = words_of(text);
                 for (std::size_t n = 0; n < words.size(); ++n) {
                   if (words[n] == "ab") sum += 4;
                   if (n > 0 && words[n - 1] == "b" && words[n] == "a") sum += 2;
                 }
                 return sum;
               }));
}

TEST(PrefixSearch, KeepsToTheGrammar) {
  Knowledge knowledge;
  knowledge.grammar = std::make_shared<Grammar>(
      Grammar::compile({"a+ [b]", "bb"}, kAlphabet).value());
  const auto values = random_log_probs(6, 4, 11);
  expect_equal(searched(knowledge, values), expected_scores(values, [](const std::string& text) {
                 static const std::set<std::string> kPhrases = {"a",   "a a",   "a a a",
                                                                "a b", "a a b", "bb"};
                 return kPhrases.contains(text) ? 0 : kImpossible;
               }));
  for (const auto& hypothesis : searched(knowledge, values).finish(100)) {
    EXPECT_EQ(hypothesis.phrase, kAlphabet.decode(hypothesis.labels) == "bb" ? 1 : 0);
  }
}

TEST(PrefixSearch, HasNoResultIfTheGrammarAcceptsNone) {
  Knowledge knowledge;
  knowledge.grammar = std::make_shared<Grammar>(Grammar::compile({"abab"}, kAlphabet).value());
  EXPECT_TRUE(searched(knowledge, random_log_probs(3, 4, 1)).finish(10).empty());
}

TEST(PrefixSearch, ObeysTheMask) {
  auto options = wide();
  options.allowed = {true, true, false, true};
  const auto values = random_log_probs(6, 4, 5);
  expect_equal(searched({}, values, options), expected_scores(values, [](const std::string& text) {
                 return text.find('a') == std::string::npos ? 0 : kImpossible;
               }));
}

TEST(PrefixSearch, MasksNeverLetGrammarOrLanguageModelThrough) {
  auto knowledge = with_language_model();
  auto options = wide();
  options.allowed = {true, true, true, false};
  const auto best = searched(knowledge, random_log_probs(6, 4, 2), options).finish(1);
  ASSERT_EQ(best.size(), 1u);
  EXPECT_EQ(kAlphabet.decode(best[0].labels).find('b'), std::string::npos);
}

TEST(PrefixSearch, NarrowBeamsFindTheBestOfSharpInput) {
  const auto knowledge = with_language_model();
  for (unsigned seed = 0; seed < 20; ++seed) {
    const auto values = random_log_probs(6, 4, seed, 8);
    const auto narrow = searched(knowledge, values,
                                 {.beam = 16, .least_label = -12, .allowed = {}});
    const auto full = searched(knowledge, values);
    EXPECT_EQ(narrow.finish(1)[0].labels, full.finish(1)[0].labels) << seed;
  }
}

TEST(PrefixSearch, BreaksTiesByLabel) {
  const std::vector<float> even(4 * 3, float(std::log(0.25)));
  const auto search = searched({}, even, {.beam = 3, .least_label = -12, .allowed = {}});
  const auto again = searched({}, even, {.beam = 3, .least_label = -12, .allowed = {}});
  EXPECT_EQ(search.best(), again.best());
  const std::vector<float> tie = {-3, -3, -0.7f, -0.7f};
  EXPECT_EQ(searched({}, tie).best(), std::vector<int>{2});
}

TEST(PrefixSearch, StableLabelsNeverChange) {
  std::size_t shown = 0;
  for (unsigned seed = 0; seed < 10; ++seed) {
    const auto values = random_log_probs(300, 4, seed, 6);
    PrefixSearch search(PrefixScorer(with_language_model(), kAlphabet.space()), kAlphabet,
                        {.beam = 8, .least_label = -12, .allowed = {}});
    std::vector<int> stable;
    for (int step = 0; step < 300; ++step) {
      search.accept(std::span(values).subspan(std::size_t(step) * 4, 4));
      const auto best = search.best();
      ASSERT_LE(stable.size(), best.size());
      ASSERT_TRUE(std::equal(stable.begin(), stable.end(), best.begin()));
      stable.assign(best.begin(), best.begin() + std::ptrdiff_t(search.stable()));
    }
    shown += stable.size();
  }
  EXPECT_GT(shown, 500u);
}

TEST(PrefixSearch, ForgetsAllAtReset) {
  const auto values = random_log_probs(50, 4, 3);
  auto search = searched({}, values, {.beam = 8, .least_label = -12, .allowed = {}});
  const auto first = search.finish(1)[0];
  search.reset();
  EXPECT_TRUE(search.best().empty());
  for (int step = 0; step < 50; ++step)
    search.accept(std::span(values).subspan(std::size_t(step) * 4, 4));
  EXPECT_EQ(search.finish(1)[0].labels, first.labels);
  EXPECT_EQ(search.finish(1)[0].score, first.score);
}

TEST(PrefixSearch, NothingHeardIsTheEmptyText) {
  const auto hypotheses = searched({}, {}).finish(3);
  ASSERT_EQ(hypotheses.size(), 1u);
  EXPECT_TRUE(hypotheses[0].labels.empty());
  EXPECT_EQ(hypotheses[0].score, 0);
}

}  // namespace
}  // namespace longhand::ctc
