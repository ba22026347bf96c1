#include "allocations.h"

#include <gtest/gtest.h>

#include "brute_force.h"
#include "ctc/prefix_search.h"

namespace longhand::ctc {
namespace {

TEST(PrefixSearch, DoesNotAllocatePerStep) {
  const Alphabet alphabet({"", " ", "a", "b", "c"}, 0);
  PrefixSearch search(PrefixScorer({}, alphabet.space()), alphabet,
                      {.beam = 16, .least_label = -12, .allowed = {}});
  const auto values = random_log_probs(2000, 5, 1, 8);
  std::size_t taken = 0;
  for (int round = 0; round < 2; ++round) {  // the first makes room
    search.reset();
    const auto before = testing::heap().count;
    for (std::size_t at = 0; at < values.size(); at += 5) {
      search.accept(std::span(values).subspan(at, 5));
    }
    taken = testing::heap().count - before;
    EXPECT_GT(search.best().size(), 100u);
  }
  EXPECT_EQ(taken, 0u);
}

}  // namespace
}  // namespace longhand::ctc
