#include "ocr/decode/recoder.h"

#include <gtest/gtest.h>

namespace longhand::ocr {
namespace {

TEST(Recoder, FindsEndsAndContinuations) {
  const Recoder recoder({{0}, {1, 2}, {1}, {1, 3, 4}}, 4, 5);
  EXPECT_EQ(recoder.max_length(), 3);
  EXPECT_EQ(recoder.label_count(), 6);
  const Recoder::Edge* one = recoder.find(Recoder::kRoot, 1);
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->unichar, 2);
  EXPECT_EQ(one->end_rank, 1);
  EXPECT_EQ(one->continue_rank, 0);
  const Recoder::Edge* three = recoder.find(one->child, 3);
  ASSERT_NE(three, nullptr);
  EXPECT_EQ(three->end_rank, -1);
  EXPECT_EQ(recoder.find(three->child, 4)->unichar, 3);
  EXPECT_EQ(recoder.find(one->child, 4), nullptr);
}

TEST(Recoder, LaterCharacterWinsASharedCode) {
  const Recoder recoder({{0}, {7}, {7}}, 3, 8);
  EXPECT_EQ(recoder.find(Recoder::kRoot, 7)->unichar, 2);
}

TEST(Recoder, BlankEndsNoCharacter) {
  const Recoder shared({{0}, {2}}, 2, 2);
  EXPECT_EQ(shared.find(Recoder::kRoot, 2)->unichar, -1);
  EXPECT_GE(shared.find(Recoder::kRoot, 2)->end_rank, 0);
  const Recoder missing({{0}, {1}}, 2, 4);
  EXPECT_GE(missing.find(Recoder::kRoot, 4)->end_rank, 0);
}

TEST(Recoder, IgnoresCodesWithoutLabelsOrCharacter) {
  const Recoder recoder({{0}, {}, {1}}, 2, 3);
  EXPECT_EQ(recoder.find(Recoder::kRoot, 1)->unichar, -1);
  EXPECT_EQ(recoder.find(Recoder::kRoot, -1), nullptr);
  EXPECT_EQ(recoder.find(Recoder::kRoot, 99), nullptr);
}

}  // namespace
}  // namespace longhand::ocr
