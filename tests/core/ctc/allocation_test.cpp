// Replaces the global operator new, so that a test can count.
#include <cstdlib>
#include <new>

#include <gtest/gtest.h>

#include "brute_force.h"
#include "ctc/beam_search.h"

namespace {
std::size_t allocations = 0;
}

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  std::abort();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return operator new(size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace longhand::ctc {
namespace {

TEST(BeamSearch, DoesNotAllocatePerStep) {
  const Alphabet alphabet({"", " ", "a", "b", "c"}, 0);
  BeamSearch search(PrefixScorer({}, alphabet.space()), alphabet,
                    {.beam = 16, .least_label = -12, .allowed = {}});
  const auto values = random_log_probs(2000, 5, 1, 8);
  std::size_t taken = 0;
  for (int round = 0; round < 2; ++round) {  // the first makes room
    search.reset();
    const auto before = allocations;
    for (std::size_t at = 0; at < values.size(); at += 5) {
      search.accept(std::span(values).subspan(at, 5));
    }
    taken = allocations - before;
    EXPECT_GT(search.best().size(), 100u);
  }
  EXPECT_EQ(taken, 0u);
}

}  // namespace
}  // namespace longhand::ctc
