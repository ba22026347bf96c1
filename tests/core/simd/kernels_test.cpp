#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "simd/packed_matrix.h"
#include "simd/tables.h"
#include "support.h"

namespace longhand::simd {
namespace {

/// Tesseract's function by its definition, one value at a time.
float by_definition(bool logistic, float x) {
  const auto f = [&](int i) {
    const double at = i / 256.0;
    return float(logistic ? 1 / (1 + std::exp(-at)) : std::tanh(at));
  };
  const float scaled = std::fabs(x) * 256;
  const int i = scaled < 4095 ? int(scaled) : 4095;
  const float positive = i == 4095 ? 1 : f(i) + (f(i + 1) - f(i)) * (scaled - float(i));
  if (!(x < 0)) return positive;
  return logistic ? 1 - positive : -positive;
}

std::vector<float> probes() {
  std::vector<float> values;
  for (int i = -40000; i <= 40000; ++i) values.push_back(float(i) * 0.000511f);
  for (int exponent = -149; exponent < 128; ++exponent)
    for (float sign : {1.0f, -1.0f}) values.push_back(std::ldexp(sign * 1.37f, exponent));
  values.insert(values.end(), {0.0f, -0.0f, std::numeric_limits<float>::infinity(),
                               -std::numeric_limits<float>::infinity(), 15.99609375f, 15.99609f});
  while (values.size() % 16) values.push_back(0);
  return values;
}

TEST(Kernels, TablesAreBitExact) {
  const std::vector<float> in = probes();
  const int columns = int(in.size());
  for (const Kernels& k : all_kernels()) {
    SCOPED_TRACE(k.name);
    for (const Squash squash : {Squash::tanh, Squash::logistic}) {
      std::vector<float> out(in.size());
      k.squash_float(squash, {in.data(), 0}, columns, 1, {out.data(), 0});
      for (int i = 0; i < columns; ++i)
        ASSERT_EQ(out[i], by_definition(squash == Squash::logistic, in[i])) << in[i];
    }
  }
}

TEST(Kernels, TablesAnswerNaNWithSomeValue) {
  const std::vector<float> in(16, std::numeric_limits<float>::quiet_NaN());
  for (const Kernels& k : all_kernels()) {
    std::vector<float> out(16);
    k.squash_float(Squash::tanh, {in.data(), 0}, 16, 1, {out.data(), 0});
  }
}

struct Product {
  int rows, inputs, count;
};

constexpr Product kProducts[] = {{1, 1, 1},     {3, 2, 5},    {16, 9, 31},  {48, 64, 13},
                                 {111, 192, 7}, {260, 33, 3}, {768, 96, 25}};

/// Runs the packed product and returns its rows in their own order.
template <class Format, class Value>
std::vector<typename Format::Sum> multiply(const Kernels& k, const Product& p,
                                           const std::vector<Value>& weights,
                                           const std::vector<typename Format::Input>& in,
                                           int count) {
  const RowOrder order = RowOrder::plain(p.rows, k.lanes);
  const PackedMatrix<Format> packed(weights.data(), p.inputs, all_columns(p.inputs), order,
                                    k.lanes);
  std::vector<typename Format::Sum> bias(packed.rows()), sums(std::size_t(count) * packed.rows());
  for (int row = 0; row < p.rows; ++row) bias[row] = typename Format::Sum(row * 3 - 7);
  if constexpr (std::is_same_v<Format, Int8>)
    k.multiply_int8(packed.view(), {bias.data(), 0}, {in.data(), p.inputs}, count,
                    {sums.data(), packed.rows()});
  else
    k.multiply_float(packed.view(), {bias.data(), 0}, {in.data(), p.inputs}, count,
                     {sums.data(), packed.rows()});
  std::vector<typename Format::Sum> out;
  for (int n = 0; n < count; ++n)
    out.insert(out.end(), sums.begin() + n * packed.rows(),
               sums.begin() + n * packed.rows() + p.rows);
  return out;
}

TEST(Kernels, Int8ProductsAreExact) {
  std::mt19937 random(1);
  std::uniform_int_distribution<int> byte(-128, 127), activation(-127, 127);
  for (const Product& p : kProducts) {
    std::vector<std::int8_t> weights(p.rows * p.inputs);
    std::vector<std::int16_t> in(p.count * p.inputs + 2);
    for (auto& w : weights) w = std::int8_t(byte(random));
    for (auto& x : in) x = std::int16_t(activation(random));
    for (const Kernels& k : all_kernels()) {
      SCOPED_TRACE(k.name);
      const auto sums = multiply<Int8>(k, p, weights, in, p.count);
      for (int n = 0; n < p.count; ++n)
        for (int row = 0; row < p.rows; ++row) {
          std::int32_t expected = row * 3 - 7;
          for (int i = 0; i < p.inputs; ++i)
            expected += weights[row * p.inputs + i] * in[n * p.inputs + i];
          ASSERT_EQ(sums[n * p.rows + row], expected)
              << p.rows << "x" << p.inputs << " row " << row;
        }
    }
  }
}

TEST(Kernels, FloatProductsAreRightAndIndependentOfTheCall) {
  std::mt19937 random(2);
  std::normal_distribution<float> normal;
  for (const Product& p : kProducts) {
    std::vector<float> weights(p.rows * p.inputs), in(p.count * p.inputs);
    for (auto& w : weights) w = normal(random);
    for (auto& x : in) x = normal(random);
    for (const Kernels& k : all_kernels()) {
      SCOPED_TRACE(k.name);
      const auto sums = multiply<Float32>(k, p, weights, in, p.count);
      for (int n = 0; n < p.count; ++n) {
        const std::vector<float> one(in.begin() + n * p.inputs, in.begin() + (n + 1) * p.inputs);
        const auto alone = multiply<Float32>(k, p, weights, one, 1);
        for (int row = 0; row < p.rows; ++row) {
          double expected = row * 3 - 7;
          for (int i = 0; i < p.inputs; ++i)
            expected += double(weights[row * p.inputs + i]) * one[i];
          ASSERT_NEAR(sums[n * p.rows + row], expected, 1e-5 * (std::fabs(expected) + p.inputs));
          ASSERT_EQ(sums[n * p.rows + row], alone[row]);
        }
      }
    }
  }
}

TEST(Kernels, SoftmaxIsCloseAndTheSameEverywhere) {
  std::mt19937 random(3);
  std::normal_distribution<float> normal(0, 20);
  for (int columns : {1, 2, 15, 16, 17, 111, 1000}) {
    std::vector<float> in(columns), first;
    for (auto& x : in) x = normal(random);
    const float best = *std::max_element(in.begin(), in.end());
    double total = 0;
    for (float x : in) total += std::exp(std::max(double(x) - best, -86.0));
    for (const Kernels& k : all_kernels()) {
      SCOPED_TRACE(k.name);
      std::vector<float> out = in;
      k.softmax({out.data(), 0}, columns, 1);
      for (int i = 0; i < columns; ++i) {
        const double expected = std::exp(std::max(double(in[i]) - best, -86.0)) / total;
        ASSERT_NEAR(out[i], expected, 1e-5 * expected + 1e-38);
      }
      if (first.empty()) first = out;
      EXPECT_EQ(std::memcmp(first.data(), out.data(), columns * sizeof(float)), 0);
    }
  }
}

/// The cell and hidden value that PyTorch's equations give, in double.
void torch_step(const double gate[4], double& cell, double& hidden) {
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  cell = cell * sigmoid(gate[2]) + std::tanh(gate[0]) * sigmoid(gate[1]);
  hidden = std::tanh(cell) * sigmoid(gate[3]);
}

TEST(Kernels, SmoothGatesFollowTheEquations) {
  constexpr int units = 1000;
  std::mt19937 random(4);
  std::normal_distribution<float> normal(0, 4);
  for (const Kernels& k : all_kernels()) {
    SCOPED_TRACE(k.name);
    const RowOrder order = RowOrder::gates(units, {0, units, 2 * units, 3 * units}, k.lanes);
    std::vector<float> gates(4 * units);
    for (auto& g : gates) g = normal(random);
    std::vector<float> sums = permute(gates, order);
    const PackedMatrix<Float32> none(gates.data(), 1, {}, order, k.lanes);
    std::vector<float> cell(sums.size() / 4, 0.5f), hidden(units);
    k.torch_step_float({none.view(),
                        nullptr,
                        nullptr,
                        {sums.data(), 0},
                        {hidden.data(), 0},
                        {cell.data(), 0},
                        {hidden.data(), 0},
                        units,
                        1});
    for (int u = 0; u < units; ++u) {
      const double gate[4] = {gates[u], gates[units + u], gates[2 * units + u],
                              gates[3 * units + u]};
      double expected_cell = 0.5, expected_hidden;
      torch_step(gate, expected_cell, expected_hidden);
      ASSERT_NEAR(cell[u], expected_cell, 4e-7);
      ASSERT_NEAR(hidden[u], expected_hidden, 4e-7);
    }
  }
}

}  // namespace
}  // namespace longhand::simd
