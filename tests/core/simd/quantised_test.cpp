#include "support.h"

namespace longhand::simd {
namespace {

class QuantisedNetwork : public EachKernels {};
LONGHAND_FOR_EACH_KERNELS(QuantisedNetwork);

constexpr int kStep = Quantised::kInputsPerStep;

int whole_steps(int inputs) { return (inputs + kStep - 1) / kStep * kStep; }

/// What the affine kernel gives for weights [rows, inputs] and activations [count, inputs].
std::vector<float> product(const Kernels& k, const std::vector<std::int8_t>& weights,
                           const std::vector<int>& activations, int rows, int inputs, int count) {
  const std::vector<int> columns = all_columns(inputs);
  const RowOrder order = RowOrder::plain(rows, k.lanes);
  const PackedMatrix<Quantised> packed(weights.data(), inputs, columns, order, k.lanes);
  std::vector<std::int32_t> start(packed.rows());
  for (int row = 0; row < rows; ++row)
    start[row] = -sum_of_zeros<Quantised>(weights.data() + row * inputs, columns);
  const int stride = whole_steps(inputs);
  std::vector<Quantised::Input> in(count * stride, Quantised::kZero);
  for (int i = 0; i < count * inputs; ++i)
    in[i / inputs * stride + i % inputs] = Quantised::Input(Quantised::kZero + activations[i]);
  const std::vector<float> scale(packed.rows(), 1), bias(packed.rows(), 0), in_scale(count, 1);
  std::vector<float> out(std::size_t(count) * packed.rows());
  k.affine_int8({packed.view(),
                 start.data(),
                 scale.data(),
                 bias.data(),
                 {in.data(), stride},
                 in_scale.data(),
                 {out.data(), packed.rows()},
                 packed.rows(),
                 count});
  std::vector<float> result;
  for (int n = 0; n < count; ++n)
    result.insert(result.end(), out.begin() + n * packed.rows(),
                  out.begin() + n * packed.rows() + rows);
  return result;
}

struct Shape {
  int rows, inputs, count;
};

TEST_P(QuantisedNetwork, SumsAreExact) {
  constexpr Shape kShapes[] = {{1, 1, 1}, {5, 3, 2}, {70, 64, 1}, {70, 301, 13}, {260, 33, 7}};
  for (const auto [rows, inputs, count] : kShapes) {
    const auto weights = random_integers<std::int8_t>(std::size_t(rows) * inputs, 128);
    const auto activations = random_integers<int>(std::size_t(count) * inputs, kQuantisedOne,
                                                  unsigned(inputs));
    const auto found = product(k, weights, activations, rows, inputs, count);
    for (int n = 0; n < count; ++n)
      for (int row = 0; row < rows; ++row) {
        int expected = 0;
        for (int i = 0; i < inputs; ++i)
          expected += weights[row * inputs + i] * activations[n * inputs + i];
        ASSERT_EQ(found[n * rows + row], float(expected)) << rows << "x" << inputs << " " << row;
      }
  }
}

TEST_P(QuantisedNetwork, SumsOfExtremesAreExact) {
  for (const int weight : {-128, 127})
    for (const int activation : {-kQuantisedOne, kQuantisedOne}) {
      const std::vector<std::int8_t> weights(kMaxQuantisedColumns, std::int8_t(weight));
      const std::vector<int> activations(kMaxQuantisedColumns, activation);
      const auto found = product(k, weights, activations, 1, kMaxQuantisedColumns, 1);
      EXPECT_EQ(found[0], float(kMaxQuantisedColumns * weight * activation));
    }
}

/// The integers of one row and its scale.
std::pair<std::vector<int>, float> quantise(const Kernels& k, const std::vector<float>& row) {
  std::vector<Quantised::Input> out(whole_steps(int(row.size())), 99);
  float scale = -1;
  k.quantise({row.data(), 0}, int(row.size()), 1, 1, Sign::any, {out.data(), 0}, &scale);
  std::vector<int> values;
  for (const Quantised::Input value : out) values.push_back(value - Quantised::kZero);
  return {values, scale};
}

TEST_P(QuantisedNetwork, ActivationsAreRoundedToTheScaleOfTheirRow) {
  for (const int columns : {1, 3, 16, 37, 256}) {
    const auto row = random_floats(columns, 5, unsigned(columns));
    float largest = 0;
    for (const float value : row) largest = std::max(largest, std::fabs(value));
    const auto [values, scale] = quantise(k, row);
    EXPECT_EQ(scale, largest / kQuantisedOne);
    for (int i = 0; i < columns; ++i) {
      ASSERT_LE(std::abs(values[i]), kQuantisedOne);
      ASSERT_NEAR(values[i] * scale, row[i], scale * 0.50001f);
    }
    for (int i = columns; i < int(values.size()); ++i) EXPECT_EQ(values[i], 0) << columns;
  }
}

TEST_P(QuantisedNetwork, RowsTogetherHaveOneScale) {
  constexpr int columns = 37, rows = 5, together = 2;
  const auto values = random_floats(rows * columns, 5, 8);
  const int stride = whole_steps(columns);
  std::vector<Quantised::Input> out(rows * stride);
  std::vector<float> scales(3, -1);
  k.quantise({values.data(), columns}, columns, rows, together, Sign::any, {out.data(), stride},
             scales.data());
  for (int row = 0; row < rows; ++row) {
    const int first = row / together * together, end = std::min(rows, first + together);
    float largest = 0;
    for (int i = first * columns; i < end * columns; ++i)
      largest = std::max(largest, std::fabs(values[i]));
    const float scale = scales[row / together];
    EXPECT_EQ(scale, largest / kQuantisedOne);
    for (int i = 0; i < columns; ++i)
      ASSERT_NEAR((out[row * stride + i] - Quantised::kZero) * scale, values[row * columns + i],
                  scale * 0.50001f);
  }
}

TEST_P(QuantisedNetwork, RowsWithoutSignUseAllSevenBits) {
  const std::vector<float> row = {0, 0.5f, 1, 126.4f, 127};
  std::vector<Quantised::Input> out(whole_steps(int(row.size())), 99);
  float scale = -1;
  k.quantise({row.data(), 0}, int(row.size()), 1, 1, Sign::none, {out.data(), 0}, &scale);
  EXPECT_EQ(scale, 1);
  EXPECT_EQ(std::vector<int>(out.begin(), out.begin() + 5), (std::vector<int>{0, 1, 1, 126, 127}));
}

TEST_P(QuantisedNetwork, RowsOfNextToNothingAreZero) {
  const auto [values, scale] = quantise(k, {1e-31f, -1e-31f, 0, 0});
  EXPECT_EQ(values, std::vector<int>(4, 0));
  EXPECT_LT(scale, 1e-30f);
}

TEST_P(QuantisedNetwork, EveryInstructionSetRoundsAlike) {
  std::vector<float> row = {kQuantisedOne};
  for (int half = 1 - 2 * kQuantisedOne; half < 2 * kQuantisedOne; ++half)
    row.push_back(float(half) / 2);
  const auto [values, scale] = quantise(k, row);
  EXPECT_EQ(scale, 1);
  for (std::size_t i = 0; i < row.size(); ++i)
    ASSERT_EQ(values[i], int(std::floor(row[i] + 0.5f))) << row[i];
}

}  // namespace
}  // namespace longhand::simd
