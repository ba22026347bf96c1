#include <gtest/gtest.h>

#include "nn/grid/as_int8.h"
#include "ocr/line/line_image.h"
#include "support.h"

namespace longhand::ocr {
namespace {

/// scaling.tsv: width, height, channels, target, scaled width, checksum, black, half range,
/// checksum of int8; made by tests/fixtures/ocr/reference/scaling.py.
TEST(ScaledLine, MatchesReferenceBitByBit) {
  const auto rows = read_table("scaling.tsv");
  ASSERT_EQ(rows.size(), 24u);
  for (const auto& row : rows) {
    SCOPED_TRACE(row[0] + "x" + row[1] + " to height " + row[3]);
    const int width = std::stoi(row[0]), height = std::stoi(row[1]), channels = std::stoi(row[2]);
    const auto pixels = pattern(width, height, channels);
    const auto line = scale_line({pixels.data(), width, height, channels, width * channels},
                                 std::stoi(row[3]), 3);
    ASSERT_TRUE(line) << line.error().message;
    EXPECT_EQ(line->width, std::stoi(row[4]));
    EXPECT_EQ(line->height, std::stoi(row[3]));
    EXPECT_EQ(fnv1a(line->pixels), std::stoull(row[5], nullptr, 16));
    const Contrast contrast = measure_contrast(*line);
    EXPECT_FLOAT_EQ(contrast.black, std::stof(row[6]));
    EXPECT_FLOAT_EQ(contrast.half_range, std::stof(row[7]));
    nn::grid::Grid<float> grid;
    normalise(*line, contrast, grid);
    std::vector<std::int8_t> values;
    for (std::size_t i = 0; i < grid.size(); ++i)
      values.push_back(nn::grid::as_int8(grid.values[i]));
    EXPECT_EQ(fnv1a(values), std::stoull(row[8], nullptr, 16));
  }
}

}  // namespace
}  // namespace longhand::ocr
