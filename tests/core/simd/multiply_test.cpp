#include "support.h"

#include <algorithm>
#include <numeric>

namespace longhand::simd {
namespace {

class Multiply : public EachKernels {};
LONGHAND_FOR_EACH_KERNELS(Multiply);

TEST_P(Multiply, Int8SumsOfExtremesAreExact) {
  constexpr int kInputs = 4096;
  const std::vector<std::int8_t> weights(kInputs, -128);
  const std::vector<std::int16_t> in(kInputs, -127);
  const RowOrder order = RowOrder::plain(1, k.lanes);
  const PackedMatrix<Int8> packed(weights.data(), kInputs, all_columns(kInputs), order, k.lanes);
  std::vector<std::int32_t> init(packed.rows()), out(packed.rows());
  k.multiply_int8(packed.view(), {init.data(), 0}, {in.data(), 0}, 1, {out.data(), 0});
  EXPECT_EQ(out[0], kInputs * 128 * 127);
}

void expect_exact_byte_sums(const Kernels& k, int inputs, int rows) {
  auto weights = random_integers<std::int8_t>(std::size_t(inputs) * rows, 127);
  std::fill_n(weights.begin(), inputs, std::int8_t(-128));
  const RowOrder order = RowOrder::plain(rows, k.lanes);
  const PackedMatrix<Bytes> packed(weights.data(), inputs, all_columns(inputs), order, k.lanes);
  const std::vector<std::uint8_t> in(inputs + Bytes::kInputsPerStep, 255);
  const std::vector<std::int32_t> init(packed.rows(), -7);
  std::vector<std::int32_t> out(packed.rows());
  k.multiply_bytes(packed.view(), {init.data(), 0}, {in.data(), 0}, 1, {out.data(), 0});
  for (int row = 0; row < rows; ++row) {
    const auto first = weights.begin() + std::ptrdiff_t(row) * inputs;
    ASSERT_EQ(out[row], 255 * std::accumulate(first, first + inputs, 0) - 7) << row;
  }
}

TEST(MultiplyBytes, SumsAreExactWhereThereIsADotProductOfBytes) {
  for (const Kernels& k : all_kernels())
    for (const int inputs : {1, 6, 64, 4096})
      for (const int rows : {5, 70})
        if (k.multiply_bytes) expect_exact_byte_sums(k, inputs, rows);
}

TEST_P(Multiply, ChosenColumnsAreMultipliedInTheirOrder) {
  const std::vector<float> weights = {1, 10, 100};
  const RowOrder order = RowOrder::plain(1, k.lanes);
  const PackedMatrix<Float32> packed(weights.data(), 3, {2, -1, 0}, order, k.lanes);
  const std::vector<float> in = {2, 5, 3}, init(packed.rows());
  std::vector<float> out(packed.rows());
  k.multiply_float(packed.view(), {init.data(), 0}, {in.data(), 0}, 1, {out.data(), 0});
  EXPECT_EQ(out[0], 203);
}

TEST(RowOrder, InterleavesGatesByVector) {
  const RowOrder order = RowOrder::gates(3, {0, 3, 6, 9}, 2);
  EXPECT_EQ(order.row_of, (std::vector<int>{0, 1, 3, 4, 6, 7, 9, 10, 2, -1, 5, -1, 8, -1, 11, -1}));
}

TEST_P(Multiply, MaximumIsTakenElementByElement) {
  for (std::size_t count : {1, 5, 16, 39}) {
    const auto values = random_integers<std::int32_t>(count, 1000);
    const auto before = random_integers<std::int32_t>(count, 1000, 2);
    auto best = before;
    k.maximum_int(values.data(), count, best.data());
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(best[i], std::max(values[i], before[i]));
    const std::vector<float> float_values(values.begin(), values.end());
    std::vector<float> float_best(before.begin(), before.end());
    k.maximum_float(float_values.data(), count, float_best.data());
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(float_best[i], float(best[i]));
  }
}

}  // namespace
}  // namespace longhand::simd
