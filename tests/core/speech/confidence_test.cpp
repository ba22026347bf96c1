#include "speech/confidence.h"

#include <cmath>

#include <gtest/gtest.h>

namespace longhand::speech {
namespace {

TEST(PhraseConfidence, GrowsWithTheLikelihoodAndWithTheDistanceOfTheNextPhrase) {
  EXPECT_GT(phrase_confidence({0, 0.2}, {}), phrase_confidence({-0.5, 0.2}, {}));
  EXPECT_GT(phrase_confidence({-0.5, 0.2}, {}), phrase_confidence({-0.5, 0.01}, {}));
}

TEST(PhraseConfidence, ALongListIsNoWorseThanASinglePhraseWhereNothingElseIsNear) {
  EXPECT_EQ(phrase_confidence({-1, 3}, {}), phrase_confidence({-1, HUGE_VAL}, {}));
}

TEST(PhraseConfidence, AnImpossiblePhraseHasNone) {
  EXPECT_EQ(phrase_confidence({-HUGE_VAL, HUGE_VAL}, {}), 0);
}

TEST(WordConfidence, GrowsWithEachPieceOfEvidence) {
  const float middle = word_confidence({-0.5, -1, 0.5}, {});
  EXPECT_GT(word_confidence({-0.4, -1, 0.5}, {}), middle);
  EXPECT_GT(word_confidence({-0.5, -0.9, 0.5}, {}), middle);
  EXPECT_GT(word_confidence({-0.5, -1, 0.6}, {}), middle);
  EXPECT_LT(word_confidence({0, 0, 1}, {}), 1);
}

}  // namespace
}  // namespace longhand::speech
