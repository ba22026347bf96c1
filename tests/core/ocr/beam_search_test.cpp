#include "ocr/decode/beam_search.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ocr/decode/characters.h"
#include "support.h"

namespace longhand::ocr {
namespace {

struct Expected {
  float score = 0;
  std::vector<Character> characters;
};
struct Case {
  int labels = 0;
  std::vector<float> probabilities;
  Expected plain, with_dictionary;
};

Character read_character(std::istringstream& fields) {
  Character c;
  int permuter = 0;
  fields >> c.unichar >> c.certainty >> c.step >> c.begin >> c.end >> permuter >> c.starts_word;
  c.permuter = Permuter(permuter);
  return c;
}

void read_step(const std::string& line, int labels, std::vector<float>& probabilities) {
  const std::size_t row = probabilities.size();
  probabilities.resize(row + labels);
  for (const std::string& entry : split(line, ' ')) {
    const std::size_t colon = entry.find(':');
    probabilities[row + std::stoi(entry)] = float(std::stoi(entry.substr(colon + 1))) / (1 << 20);
  }
}

/// decoding/*.txt, made by tests/fixtures/ocr/reference/beam.py.
std::vector<Case> read_cases(const std::string& name) {
  std::ifstream file(fixture("decoding/" + name + ".txt"));
  std::vector<Case> cases;
  Expected* expected = nullptr;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string kind;
    fields >> kind;
    if (kind == "line") {
      int steps = 0;
      fields >> steps >> cases.emplace_back().labels;
    } else if (kind == "plain") {
      expected = &cases.back().plain;
    } else if (kind == "dictionary") {
      expected = &cases.back().with_dictionary;
    } else if (kind == "score") {
      fields >> expected->score;
    } else if (kind == "char") {
      expected->characters.push_back(read_character(fields));
    } else {
      read_step(line, cases.back().labels, cases.back().probabilities);
    }
  }
  return cases;
}

void expect_same(std::span<const BeamNode> path, const Expected& expected) {
  ASSERT_FALSE(path.empty());
  EXPECT_FLOAT_EQ(path.back().score, expected.score);
  const std::vector<Character> found = extract_characters(path);
  ASSERT_EQ(found.size(), expected.characters.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    SCOPED_TRACE("character " + std::to_string(i));
    EXPECT_EQ(found[i].unichar, expected.characters[i].unichar);
    EXPECT_FLOAT_EQ(found[i].certainty, expected.characters[i].certainty);
    EXPECT_EQ(found[i].step, expected.characters[i].step);
    EXPECT_EQ(found[i].begin, expected.characters[i].begin);
    EXPECT_EQ(found[i].end, expected.characters[i].end);
    EXPECT_EQ(found[i].permuter, expected.characters[i].permuter);
    EXPECT_EQ(found[i].starts_word, expected.characters[i].starts_word);
  }
}

class DecodingTest : public testing::TestWithParam<const char*> {};

TEST_P(DecodingTest, FindsWhatTheReferenceFinds) {
  const std::vector<std::uint8_t> bytes = read_bytes(model_path(GetParam()));
  const auto data = formats::read_traineddata(bytes);
  ASSERT_TRUE(data) << data.error().message;
  const Charset charset(data->charset);
  const Recoder recoder(data->codes, charset.size(), data->blank);
  const Dictionary dictionary(*data, charset);
  const std::vector<Case> cases = read_cases(GetParam());
  ASSERT_GE(cases.size(), 2u);
  BeamSearch search(recoder, charset, cases.front().labels, data->blank);
  for (const Case& c : cases) {
    expect_same(search.decode(c.probabilities, {}), c.plain);
    expect_same(search.decode(c.probabilities, {&dictionary, {}}), c.with_dictionary);
  }
}

INSTANTIATE_TEST_SUITE_P(Models, DecodingTest,
                         testing::Values("eng", "ara", "hin", "chi_sim", "kor"),
                         [](const auto& model) { return std::string(model.param); });

/// Letters a, b and c (labels 1 to 3), a space (0) and the blank (4).
class BeamSearchTest : public testing::Test {
 protected:
  std::string read(const std::vector<std::vector<float>>& rows,
                   const BeamSearch::Constraints& constraints = {}) {
    std::vector<float> probabilities;
    for (const auto& row : rows) probabilities.insert(probabilities.end(), row.begin(), row.end());
    std::string text;
    for (const Character& c : extract_characters(search_.decode(probabilities, constraints))) {
      text += charset_.text(c.unichar);
    }
    return text;
  }

  Charset charset_{letters("abc")};
  Recoder recoder_{{{0}, {1}, {2}, {3}}, 4, 4};
  BeamSearch search_{recoder_, charset_, 5, 4};
};

TEST_F(BeamSearchTest, CollapsesRepeatsButNotAcrossABlank) {
  const std::vector<float> a = {0, 0.9f, 0, 0, 0.1f}, blank = {0, 0.1f, 0, 0, 0.9f};
  EXPECT_EQ(read({a, a, blank, a}), "aa");
  EXPECT_EQ(read({a, a}), "a");
  EXPECT_EQ(read({blank, blank}), "");
}

TEST_F(BeamSearchTest, OffersOnlyEnabledCharacters) {
  const std::vector<float> row = {0, 0.6f, 0.3f, 0, 0.1f};
  const std::vector<std::uint8_t> only_b = {1, 0, 1, 0};
  EXPECT_EQ(read({row}), "a");
  EXPECT_EQ(read({row}, {nullptr, only_b}), "b");
}

TEST_F(BeamSearchTest, HasNothingToSayOfAnEmptyLine) {
  EXPECT_EQ(read({}), "");
  const std::vector<float> a = {0, 1, 0, 0, 0};
  EXPECT_EQ(read({a}), "a");
}

TEST_F(BeamSearchTest, SurvivesProbabilitiesThatAreNone) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(read({{nan, nan, nan, nan, nan}, {nan, nan, nan, nan, nan}}), "");
  EXPECT_EQ(read({{0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}}).size(), 0u);
}

TEST(BeamHeap, KeepsTheBestAndReplacesCompetitors) {
  BeamHeap heap;
  for (const float score : {-5.0f, -1.0f, -3.0f, -2.0f, -4.0f}) {
    heap.offer({.code_hash = std::uint64_t(-score), .score = score}, 3);
  }
  ASSERT_EQ(heap.size(), 3);
  EXPECT_EQ(heap.nodes()[0].score, -3.0f);
  heap.offer({.code_hash = 2, .score = -2.5f}, 3);
  heap.offer({.code_hash = 2, .score = -0.5f}, 3);
  ASSERT_EQ(heap.size(), 3);
  EXPECT_EQ(std::ranges::count(heap.nodes(), -0.5f, &BeamNode::score), 1);
  EXPECT_FALSE(heap.has_room_for(-3.0f, 3));
}

TEST(StepScores, RanksTheBlankAmongTheBest) {
  StepScores scores(8, 7);
  const std::vector<float> row = {0.3f, 0.02f, 0.25f, 0.2f, 0.1f, 0.1f, 0.02f, 0.01f};
  scores.set(row);
  scores.rank_all();
  EXPECT_EQ(scores.rank(0), Rank::top2);
  EXPECT_EQ(scores.rank(2), Rank::top2);
  EXPECT_EQ(scores.rank(7), Rank::top2);
  EXPECT_EQ(scores.rank(3), Rank::top5);
  EXPECT_EQ(scores.rank(5), Rank::top5);
  EXPECT_EQ(scores.rank(1), Rank::rest);
  EXPECT_TRUE(scores.are_top_two(2, 0));
  const std::vector<float> other = {0, 0.9f, 0, 0, 0, 0, 0, 0.1f};
  scores.set(other);
  EXPECT_EQ(scores.rank(1), Rank::top2);
  EXPECT_EQ(scores.rank(7), Rank::top2);
  EXPECT_NE(scores.rank(3), Rank::top2);
}

}  // namespace
}  // namespace longhand::ocr
