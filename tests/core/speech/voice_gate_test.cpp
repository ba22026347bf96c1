#include "speech/voice_gate.h"

#include <array>

#include <gtest/gtest.h>

namespace longhand::speech {
namespace {

std::array<float, 40> frame(float level) {
  std::array<float, 40> values;
  values.fill(level);
  return values;
}

/// How many of `count` frames of this level are loud.
int loud_frames(VoiceGate& gate, float level, int count) {
  int loud = 0;
  for (int n = 0; n < count; ++n) loud += gate.is_loud(frame(level));
  return loud;
}

TEST(VoiceGate, HearsSpeechAtOnceEvenAtTheVeryBeginning) {
  VoiceGate gate{GateFit{}};
  EXPECT_TRUE(gate.is_loud(frame(-3)));
}

TEST(VoiceGate, NeverHearsDigitalSilenceOrTheLeastNoise) {
  VoiceGate gate{GateFit{}};
  EXPECT_EQ(loud_frames(gate, -15.9f, 100), 0);
  EXPECT_EQ(loud_frames(gate, -13, 1000), 0);
}

TEST(VoiceGate, GetsUsedToABackgroundButNotToSpeechInIt) {
  VoiceGate gate{GateFit{}};
  loud_frames(gate, -8, 1500);
  EXPECT_EQ(loud_frames(gate, -8, 100), 0);
  EXPECT_EQ(loud_frames(gate, -8 + GateFit{}.margin + 0.3f, 30), 30);
  EXPECT_EQ(loud_frames(gate, -8, 100), 0);
}

TEST(VoiceGate, FollowsAFallingBackgroundWithinAPause) {
  VoiceGate gate{GateFit{}};
  loud_frames(gate, -4, 3000);
  loud_frames(gate, -10, 10);
  EXPECT_TRUE(gate.is_loud(frame(-7)));
  gate.reset();
  EXPECT_TRUE(gate.is_loud(frame(-10)));
}

}  // namespace
}  // namespace longhand::speech
