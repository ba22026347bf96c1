#include <gtest/gtest.h>

#include <longhand/model.h>

#include "formats/tiny_model.h"

namespace longhand {
namespace {

using longhand::testing::TinyModel;

TEST(Slim, KeepsWhatRecognitionNeeds) {
  const auto slimmed = slim(TinyModel{}.bytes());
  ASSERT_TRUE(slimmed);
  const auto info = inspect(*slimmed);
  ASSERT_TRUE(info) << info.error().message;
  std::vector<std::string> names;
  for (const auto& part : info->parts) names.push_back(part.name);
  EXPECT_EQ(names, (std::vector<std::string>{"config", "lstm", "lstm-punc-dawg", "lstm-word-dawg",
                                             "lstm-number-dawg", "lstm-unicharset", "lstm-recoder",
                                             "version"}));
}

TEST(Slim, LeavesTheWordListsOutIfAsked) {
  const auto slimmed = slim(TinyModel{}.bytes(), {.dictionary = false});
  ASSERT_TRUE(slimmed);
  EXPECT_TRUE(inspect(*slimmed)->dictionaries.empty());
  EXPECT_LT(slimmed->size(), TinyModel{}.bytes().size());
}

TEST(Slim, IsTheSameWhenDoneTwice) {
  const auto once = slim(TinyModel{}.bytes());
  ASSERT_TRUE(once);
  const auto twice = slim(*once);
  ASSERT_TRUE(twice);
  EXPECT_EQ(*twice, *once);
}

TEST(Slim, RefusesWhatCannotBeRead) {
  EXPECT_EQ(slim(TinyModel{.blank = 99}.bytes()).error().code, ErrorCode::invalid_model);
}

}  // namespace
}  // namespace longhand
