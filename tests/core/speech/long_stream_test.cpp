// Replaces the global operator new, so that the memory in use can be counted.
#include <cstdlib>
#include <new>

#include <gtest/gtest.h>

#include "tones.h"

namespace {

std::size_t bytes_in_use = 0;
constexpr std::size_t kHeader = alignof(std::max_align_t);

}  // namespace

void* operator new(std::size_t size) {
  auto* memory = static_cast<unsigned char*>(std::malloc(size + kHeader));
  if (!memory) std::abort();
  *reinterpret_cast<std::size_t*>(memory) = size;
  bytes_in_use += size;
  return memory + kHeader;
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return operator new(size); }
void operator delete(void* memory) noexcept {
  if (!memory) return;
  auto* start = static_cast<unsigned char*>(memory) - kHeader;
  bytes_in_use -= *reinterpret_cast<std::size_t*>(start);
  std::free(start);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

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
    used.push_back(bytes_in_use);
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
  const auto before = bytes_in_use;
  const auto events = stream.accept(sound, 16000);
  EXPECT_LT(bytes_in_use - before, 6u << 20);
  EXPECT_EQ(texts(*events), std::vector<std::string>(19, "ab"));
}

}  // namespace
}  // namespace longhand
