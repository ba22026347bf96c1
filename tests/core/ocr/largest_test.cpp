#include "ocr/decode/largest.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <vector>

namespace longhand::ocr {
namespace {

/// What sorting all indices finds.
std::array<int, 5> sorted_indices(const std::vector<float>& values) {
  std::vector<int> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::ranges::greater(), [&](int i) { return values[i]; });
  order.resize(5, -1);
  std::array<int, 5> first;
  std::ranges::copy(order, first.begin());
  return first;
}

TEST(Largest, FindsWhatSortingFinds) {
  std::mt19937 random(3);
  for (const int count : {0, 1, 4, 31, 32, 33, 111, 640}) {
    for (const int kinds : {3, 1000}) {  // few kinds: many are equal
      std::vector<float> values(count);
      for (float& value : values) value = float(random() % kinds);
      const auto expected = sorted_indices(values);
      EXPECT_EQ(find_largest<5>(values), expected) << count;
      EXPECT_EQ(find_largest<2>(values), (std::array{expected[0], expected[1]})) << count;
      EXPECT_EQ(find_largest<1>(values), std::array{expected[0]}) << count;
    }
  }
}

TEST(Largest, PassesOverWhatIsNoNumber) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(find_largest<2>(std::vector{nan, 1.0f, nan}), (std::array{1, -1}));
}

}  // namespace
}  // namespace longhand::ocr
