#include "ctc/ngram_model.h"

#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "ctc/lexicon.h"

namespace longhand::ctc {
namespace {

using Words = std::vector<std::uint32_t>;

/// A random model over `vocabulary` words in which some n-grams are missing.
NgramTable random_table(std::uint32_t vocabulary, int order, unsigned seed) {
  std::mt19937 random(seed);
  NgramTable table;
  std::vector<Words> contexts = {{}};
  for (std::uint32_t word = 0; word < vocabulary; ++word)
    table.words.emplace_back(1, char('a' + word));
  table.words[0] = "<s>";
  table.words[1] = "</s>";
  table.words[2] = "<unk>";
  for (int level = 0; level < order; ++level) {
    NgramLevel ngrams;
    std::vector<Words> found;
    for (const Words& context : contexts) {
      for (std::uint32_t word = vocabulary; word-- > 0;) {
        if (level > 0 && random() % 3 == 0) continue;
        found.push_back(context);
        found.back().push_back(word);
        ngrams.words.insert(ngrams.words.end(), found.back().begin(), found.back().end());
        ngrams.log_prob.push_back(-float(random() % 500) / 100);
        ngrams.backoff.push_back(level + 1 < order ? -float(random() % 100) / 100 : 0.0f);
      }
    }
    table.levels.push_back(ngrams);
    contexts = found;
  }
  return table;
}

/// Katz's definition: the longest n-gram that exists, with the back-off weights of the contexts
/// given up.
class Reference {
 public:
  explicit Reference(const NgramTable& table) {
    for (std::size_t level = 0; level < table.levels.size(); ++level) {
      const NgramLevel& ngrams = table.levels[level];
      for (std::size_t n = 0; n < ngrams.log_prob.size(); ++n) {
        const auto first = ngrams.words.begin() + std::ptrdiff_t(n * (level + 1));
        entries_[Words(first, first + std::ptrdiff_t(level + 1))] = {ngrams.log_prob[n],
                                                                     ngrams.backoff[n]};
      }
    }
  }

  double log_prob(Words ngram) const {
    const auto found = entries_.find(ngram);
    if (found != entries_.end()) return found->second.first;
    const auto context = entries_.find(Words(ngram.begin(), ngram.end() - 1));
    const double backoff = context == entries_.end() ? 0 : context->second.second;
    return backoff + log_prob(Words(ngram.begin() + 1, ngram.end()));
  }

 private:
  std::map<Words, std::pair<float, float>> entries_;
};

TEST(NgramModel, EqualsTheDefinitionOnRandomSentences) {
  for (int order = 1; order <= 5; ++order) {
    const auto table = random_table(7, order, unsigned(order));
    const auto model = NgramModel::build(table).value();
    const Reference reference(table);
    std::mt19937 random(4);
    for (int sentence = 0; sentence < 100; ++sentence) {
      auto state = model.start();
      Words history = {0};
      for (int n = 0; n < 8; ++n) {
        const auto word = std::uint32_t(3 + random() % 4);
        history.push_back(word);
        const auto count = std::min<std::size_t>(history.size(), order);
        const Words ngram(history.end() - std::ptrdiff_t(count), history.end());
        ASSERT_NEAR(model.advance(state, word), reference.log_prob(ngram), 1e-5);
      }
      const auto count = std::min<std::size_t>(history.size() + 1, order);
      Words ngram(history.end() - std::ptrdiff_t(count - 1), history.end());
      ngram.push_back(1);
      ASSERT_NEAR(model.finish(state), reference.log_prob(ngram), 1e-5);
    }
  }
}

TEST(NgramModel, UnknownWordsCostBackOffAndForgetTheContext) {
  const auto model = NgramModel::build({{"a"}, {{{0}, {-1}, {-0.5f}}, {{0, 0}, {-0.2f}, {0}}}})
                         .value();
  auto state = model.start();
  EXPECT_FLOAT_EQ(model.advance(state, 0), -1);
  EXPECT_FLOAT_EQ(model.advance(state, model.unknown()), -0.5f + NgramModel::kLeastUnknown);
  EXPECT_FLOAT_EQ(model.advance(state, 0), -1);
  EXPECT_FLOAT_EQ(model.advance(state, 0), -0.2f);
  EXPECT_EQ(model.finish(state), 0);
}

TEST(NgramModel, RefusesAnNgramWithoutItsContext) {
  const NgramTable table{{"a", "b"},
                         {{{0, 1}, {-1, -1}, {0, 0}}, {{0, 1}, {-1}, {0}}, {{1, 0, 1}, {-1}, {0}}}};
  const auto failed = NgramModel::build(table);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "ARPA: the 3-gram \"b a b\" has no 2-gram \"b a\"");
}

TEST(Lexicon, FindsWordsAndTheirBestContinuation) {
  const auto model = NgramModel::build({{"ab", "a", "abc", "AB", "é", "<unk>"},
                                        {{{0, 1, 2, 3, 4, 5},
                                          {-3, -2, -1, -4, -1, -6},
                                          std::vector<float>(6, 0)}}})
                         .value();
  const Alphabet alphabet({"", " ", "a", "b", "c"}, 0);
  const Lexicon lexicon(model, alphabet);
  const auto a = lexicon.next(Lexicon::kStart, 2);
  const auto ab = lexicon.next(a, 3);
  const auto abb = lexicon.next(ab, 3);
  EXPECT_EQ(lexicon.word(a), 1u);
  EXPECT_EQ(lexicon.word(ab), 0u);  // not "AB", which is spelled alike but less likely
  EXPECT_FLOAT_EQ(lexicon.best(a), -1);
  EXPECT_EQ(abb, Lexicon::kUnknown);
  EXPECT_EQ(lexicon.next(abb, 2), Lexicon::kUnknown);
  EXPECT_EQ(lexicon.word(abb), model.unknown());
  EXPECT_FLOAT_EQ(lexicon.best(abb), -6);
}

}  // namespace
}  // namespace longhand::ctc
