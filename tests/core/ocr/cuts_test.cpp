#include "layout/cuts.h"

#include <gtest/gtest.h>

#include <string_view>

namespace longhand::layout {
namespace {

/// The ink of each column: '.' none, a digit that much.
std::vector<int> columns(std::string_view drawing) {
  std::vector<int> ink;
  for (const char column : drawing) ink.push_back(column == '.' ? 0 : column - '0');
  return ink;
}

TEST(Cuts, LieInGapsAndLeaveInkOnBothSides) {
  const struct {
    const char* name;
    const char* ink;
    std::vector<Boundary> boundaries;
    std::vector<float> expected;
  } cases[] = {
      {"in the middle of a gap", "99...99", {{1, 6, 2}}, {3.5f}},
      {"in the wider gap", "99.99....99", {{1, 10, 4}}, {7}},
      {"in the nearer of equal gaps", "99..9999..99", {{1, 11, 9}}, {9}},
      {"in no gap beyond its reach", "99.9999....99", {{0, 5, 2}}, {2.5f}},
      {"where a stroke is thinnest", "9991999", {{1, 6, 3}}, {3.5f}},
      {"each in a gap of its own", "99..99..99", {{0, 9, 5}, {0, 9, 5}}, {3, 7}},
      {"nowhere in nothing", "", {{0, 0, 0}}, {0}},
      {"none", "99", {}, {}},
  };
  for (const auto& [name, ink, boundaries, expected] : cases)
    EXPECT_EQ(find_cuts(columns(ink), boundaries), expected) << name;
}

}  // namespace
}  // namespace longhand::layout
