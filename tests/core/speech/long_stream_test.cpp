#include <gtest/gtest.h>

#include "allocations.h"
#include "tones.h"

namespace longhand {
namespace {

/// Bytes in use after each of `rounds` repetitions of a sound.
std::vector<std::size_t> memory_after(const std::vector<float>& sound, int rounds) {
  auto stream = SpeechStream::create(tone_model()).value();
  std::vector<std::size_t> used;
  used.reserve(std::size_t(rounds));
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t at = 0; at < sound.size(); at += 4000) {
      const auto count = std::min<std::size_t>(4000, sound.size() - at);
      EXPECT_TRUE(stream.accept(std::span(sound).subspan(at, count), 16000));
    }
    used.push_back(testing::heap().in_use);
  }
  return used;
}

TEST(LongStream, SpeechWithPausesTakesNoMoreMemoryOverTime) {
  const auto used = memory_after(speak("ab cad bed") + silence(2) + speak("cc") + silence(1.5),
                                 120);
  EXPECT_LE(used.back(), used[4] + 4096) << "after 11 minutes";
}

TEST(LongStream, SpeechWithoutPauseTakesNoMoreMemoryOverTime) {
  const auto used = memory_after(speak("abcdeabcdeabcde"), 200);
  EXPECT_LE(used.back(), used[40] + 65536) << "after 10 minutes";
}

TEST(LongStream, AHugeChunkTakesNoMoreThanItsResults) {
  std::vector<float> sound;
  for (int n = 0; n < 20; ++n) sound = sound + silence(55) + speak("ab");
  auto stream = SpeechStream::create(tone_model()).value();
  const auto before = testing::heap().in_use;
  const auto events = stream.accept(sound, 16000);
  EXPECT_LT(testing::heap().in_use - before, 6u << 20);
  EXPECT_EQ(texts(*events), std::vector<std::string>(19, "ab"));
}

}  // namespace
}  // namespace longhand
