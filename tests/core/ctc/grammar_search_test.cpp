#include "ctc/grammar_search.h"

#include <gtest/gtest.h>

#include "brute_force.h"

namespace longhand::ctc {
namespace {

const Alphabet kAlphabet({"", " ", "a", "b"}, 0);
const std::vector<bool> kAll(4, true);

GrammarSearch searched(const std::vector<std::string>& patterns, const std::vector<float>& values,
                       const std::vector<bool>& allowed = kAll) {
  const auto grammar = std::make_shared<const Grammar>(
      Grammar::compile(patterns, kAlphabet).value());
  GrammarSearch search(grammar, kAlphabet, allowed);
  for (std::size_t at = 0; at < values.size(); at += 4)
    search.accept(std::span(values).subspan(at, 4));
  return search;
}

/// The best single path of each text that the grammar accepts.
std::map<std::string, double> best_paths(const std::vector<std::string>& patterns,
                                         const std::vector<float>& values) {
  const auto grammar = Grammar::compile(patterns, kAlphabet).value();
  const LogProbs log_probs{values, 4};
  std::map<std::string, double> best;
  each_path(log_probs.steps(), 4, [&](const std::vector<int>& path) {
    const auto labels = collapse(path, 0);
    auto state = grammar.start();
    for (int label : labels) state = state == Grammar::kReject ? state : grammar.next(state, label);
    if (state == Grammar::kReject || grammar.phrase(state) < 0) return;
    double sum = 0;
    for (int step = 0; step < log_probs.steps(); ++step) sum += log_probs.at(step, path[step]);
    const auto [place, is_new] = best.try_emplace(kAlphabet.decode(labels), sum);
    place->second = std::max(place->second, sum);
  });
  return best;
}

TEST(GrammarSearch, FindsTheBestPathOfAll) {
  const std::vector<std::vector<std::string>> grammars = {
      {"ab", "ba", "a b"}, {"a+ [b]", "bb"}, {"(a|b)+"}, {"aab", "abb", "[a] b"}};
  for (const auto& patterns : grammars) {
    for (unsigned seed = 0; seed < 10; ++seed) {
      const auto values = random_log_probs(7, 4, seed, 4);
      const auto expected = best_paths(patterns, values);
      const auto best = std::max_element(expected.begin(), expected.end(),
                                         [](auto& a, auto& b) { return a.second < b.second; });
      const auto found = searched(patterns, values).finish(100);
      ASSERT_FALSE(found.empty());
      EXPECT_NEAR(found[0].score, best->second, 1e-4);
      EXPECT_EQ(kAlphabet.decode(found[0].labels), best->first);
      for (const auto& other : found) {
        EXPECT_LE(other.score, expected.at(kAlphabet.decode(other.labels)) + 1e-4);
      }
    }
  }
}

TEST(GrammarSearch, NamesThePhraseAndObeysTheMask) {
  const auto values = random_log_probs(8, 4, 3);
  EXPECT_EQ(searched({"ab", "b"}, values, {true, true, false, true}).finish(9).size(), 1u);
  EXPECT_EQ(searched({"ab", "b"}, values, {true, true, false, true}).finish(9)[0].phrase, 1);
  EXPECT_TRUE(searched({"ab"}, random_log_probs(1, 4, 1)).finish(9).empty());
}

TEST(GrammarSearch, KeepsItsMemoryAndHistoryOverLongSound) {
  const std::vector<std::string> patterns = {"(a|b|ab)+"};
  const auto values = random_log_probs(3000, 4, 5, 9);
  auto search = searched(patterns, values);
  const auto best = search.finish(1);
  ASSERT_EQ(best.size(), 1u);
  EXPECT_GT(best[0].labels.size(), 300u);
  const auto emissions = align({values, 4}, 0, best[0].labels);
  double sum = 0;
  std::vector<int> path(3000, 0);
  for (std::size_t n = 0; n < emissions.size(); ++n) {
    for (int step = emissions[n].first; step <= emissions[n].last; ++step)
      path[step] = best[0].labels[n];
  }
  for (int step = 0; step < 3000; ++step) sum += values[std::size_t(step) * 4 + path[step]];
  EXPECT_NEAR(best[0].score, sum, 1e-3);
  search.reset();
  EXPECT_TRUE(search.best().empty());
}

}  // namespace
}  // namespace longhand::ctc
