#include "formats/arpa.h"

#include <gtest/gtest.h>

#include "ctc/ngram_model.h"

namespace longhand::formats {
namespace {

const std::string kModel =
    "a comment\n\n\\data\\\nngram 1=4\nngram 2 = 2\r\n\n\\1-grams:\n"
    "-99\t<s>\t-0.25\n-1.5\t</s>\n-0.5\thello\t-0.125\n-0.75 w\xc3\xb6rld -1\n\n"
    "\\2-grams:\n-0.1\t<s> hello\n-0.2\thello w\xc3\xb6rld\n\n\\end\\\n";

Result<ctc::NgramTable> read(const std::string& text) {
  return read_arpa({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string replaced(std::string text, const std::string& old, const std::string& with) {
  return text.replace(text.find(old), old.size(), with);
}

TEST(Arpa, ReadsWordsProbabilitiesAndBackOffs) {
  const auto table = read(kModel).value();
  EXPECT_EQ(table.words, (std::vector<std::string>{"<s>", "</s>", "hello", "w\xc3\xb6rld"}));
  ASSERT_EQ(table.levels.size(), 2u);
  EXPECT_EQ(table.levels[0].log_prob, (std::vector<float>{-99, -1.5f, -0.5f, -0.75f}));
  EXPECT_EQ(table.levels[0].backoff, (std::vector<float>{-0.25f, 0, -0.125f, -1}));
  EXPECT_EQ(table.levels[1].words, (std::vector<std::uint32_t>{0, 2, 2, 3}));
  EXPECT_EQ(table.levels[1].log_prob, (std::vector<float>{-0.1f, -0.2f}));
  EXPECT_TRUE(ctc::NgramModel::build(table));
}

TEST(Arpa, ReadsPastAByteOrderMarkAndCarriageReturns) {
  std::string dos;
  for (const char c : kModel) dos += c == '\n' ? "\r\n" : std::string(1, c);
  for (const std::string& text : {"\xef\xbb\xbf" + kModel.substr(kModel.find('\\')), dos}) {
    const auto table = read(text);
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->words, read(kModel)->words);
    EXPECT_EQ(table->levels[1].log_prob, read(kModel)->levels[1].log_prob);
  }
}

TEST(Arpa, ShowsWhatNobodySees) {
  const auto failed = read(replaced(kModel, "-0.5\thello", "-0.5\u200b\thello"));
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().message.find("found \"-0.5<U+200B> hello"), std::string::npos)
      << failed.error().message;
}

TEST(Arpa, TakesMinusInfinityAsNever) {
  EXPECT_EQ(read(replaced(kModel, "-1.5", "-inf")).value().levels[0].log_prob[1], -99);
}

struct Broken {
  std::string text;
  std::string message;
};

TEST(Arpa, SaysWhatIsWrongAndWhere) {
  const std::vector<Broken> cases = {
      {"", "line 0: expected \"\\data\\\", found \"\""},
      {"\\data\\\n", "line 1: expected \"ngram 1=COUNT\", found \"\""},
      {"\\data\\\nngram 2=1\n", "line 2: expected orders 1, 2, ... up to 5, found \"ngram 2=1\""},
      {"\\data\\\nngram x\n", "line 2: expected \"ngram ORDER=COUNT\", found \"ngram x\""},
      {replaced(kModel, "ngram 1=4", "ngram 1=5"),
       "expected 5 1-grams as its header says, found 4"},
      {replaced(kModel, "ngram 1=4", "ngram 1=99999999999999"),
       "expected 99999999999999 1-grams as its header says, found 4"},
      {replaced(kModel, "-0.75 w", "nan w"),
       "line 11: expected a logarithm of a probability, at most 0, found \"nan w\xc3\xb6rld -1\""},
      {replaced(kModel, "-0.75 w", "0.5 w"),
       "line 11: expected a logarithm of a probability, at most 0, found \"0.5 w\xc3\xb6rld -1\""},
      {replaced(kModel, "-0.125", "x"),
       "line 10: expected a back-off weight of -100 to 100, found \"-0.5 hello x\""},
      {replaced(kModel, "-0.125", "1e30"),
       "line 10: expected a back-off weight of -100 to 100, found \"-0.5 hello 1e30\""},
      {replaced(kModel, "<s> hello", "<s> help"),
       "line 14: expected words that are among the 1-grams, found \"-0.1 <s> help\""},
      {replaced(kModel, "-1.5\t</s>", "-1.5\t<s>"),
       "line 9: expected each word once among the 1-grams, found \"-1.5 <s>\""},
      {replaced(kModel, "<s> hello", "<s>"),
       "line 14: expected a probability, 2 words and perhaps a back-off weight, found "
       "\"-0.1 <s>\""},
      {replaced(kModel, "\\end\\", ""), "line 17: expected \"\\end\\\", found \"\""},
      {replaced(kModel, "\\2-grams", "\\3-grams"),
       "line 13: expected \"\\2-grams:\", found \"\\3-grams:\""},
  };
  for (const auto& [text, message] : cases) {
    const auto failed = read(text);
    ASSERT_FALSE(failed) << message;
    EXPECT_EQ(failed.error().code, ErrorCode::invalid_model);
    EXPECT_EQ(failed.error().message, "ARPA: " + message);
  }
}

TEST(Arpa, SurvivesEveryTruncation) {
  for (std::size_t size = 0; size < kModel.size() - 6; ++size)
    EXPECT_FALSE(read(kModel.substr(0, size)));
}

}  // namespace
}  // namespace longhand::formats
