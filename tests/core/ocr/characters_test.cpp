#include "ocr/decode/characters.h"

#include <gtest/gtest.h>

namespace longhand::ocr {
namespace {

BeamNode step(int unichar, float certainty, bool repeats = false,
              Permuter permuter = Permuter::top_choice) {
  BeamNode node;
  node.unichar = unichar;
  node.certainty = certainty;
  node.repeats = repeats;
  node.permuter = permuter;
  return node;
}

TEST(Characters, TileTheLine) {
  const std::vector<BeamNode> path = {step(-1, -0.1f), step(5, -0.2f),  step(5, -0.3f, true),
                                      step(-1, -0.1f), step(-1, -0.1f), step(-1, -0.1f),
                                      step(6, -0.4f),  step(-1, -0.1f)};
  const auto found = extract_characters(path);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].step, 1);
  EXPECT_EQ(found[0].begin, 0);
  EXPECT_EQ(found[0].end, 4);
  EXPECT_EQ(found[1].step, 6);
  EXPECT_EQ(found[1].begin, 4);
  EXPECT_EQ(found[1].end, 8);
}

TEST(Characters, BeginWithTheFirstOfTheirLabels) {
  BeamNode begun = step(-1, -0.1f);
  begun.prefix = 7;
  const std::vector<BeamNode> path = {step(5, -1), step(-1, -1),      begun,          begun,
                                      step(6, -1), step(6, -1, true), step(-1, -0.1f)};
  const auto found = extract_characters(path);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].first, 0);
  EXPECT_EQ(found[0].last, 1);
  EXPECT_EQ(found[1].first, 2);
  EXPECT_EQ(found[1].step, 4);
  EXPECT_EQ(found[1].last, 6);
  EXPECT_EQ(found[1].begin, 2);
}

TEST(Characters, ChargeBlanksToTheCharacterBehindThem) {
  const std::vector<BeamNode> path = {step(5, -1), step(-1, -7), step(6, -2), step(-1, -3)};
  const auto found = extract_characters(path);
  EXPECT_EQ(found[0].certainty, -1);
  EXPECT_EQ(found[1].certainty, -7);
}

TEST(Characters, ChargeBlanksBeforeASpaceToTheCharacterBefore) {
  const std::vector<BeamNode> path = {step(5, -1), step(-1, -7), step(kSpace, -2)};
  const auto found = extract_characters(path);
  EXPECT_EQ(found[0].certainty, -7);
  EXPECT_EQ(found[1].certainty, -2);
}

TEST(Characters, ForgetAllButTheLastStepOfASpaceBeforeADictionaryWord) {
  const std::vector<BeamNode> path = {step(5, -1), step(-1, -7),
                                      step(kSpace, -4, false, Permuter::none),
                                      step(kSpace, -2, true, Permuter::none), step(6, -1)};
  const auto found = extract_characters(path);
  EXPECT_EQ(found[0].certainty, -1);
  EXPECT_EQ(found[1].certainty, -2);
}

TEST(Characters, AreNoneInBlanks) {
  EXPECT_TRUE(extract_characters({}).empty());
  EXPECT_TRUE(extract_characters(std::vector{step(-1, -1), step(-1, -1)}).empty());
}

}  // namespace
}  // namespace longhand::ocr
