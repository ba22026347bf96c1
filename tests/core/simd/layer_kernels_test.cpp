#include <functional>
#include <limits>

#include "support.h"

namespace longhand::simd {
namespace {

class LayerKernelsTest : public EachKernels {};
LONGHAND_FOR_EACH_KERNELS(LayerKernelsTest);

constexpr std::size_t kCounts[] = {1, 3, 4, 15, 16, 17, 37, 64};

/// Every activation by its definition, in doubles.
TEST_P(LayerKernelsTest, ActivationsAreTheFunctionsThatTheyAreCalled) {
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  const auto hard = [](double x) { return std::min(std::max(x + 3, 0.0), 6.0) / 6; };
  const struct {
    Activation kind;
    std::function<double(double)> function;
  } cases[] = {
      {Activation::clamp, [](double x) { return std::min(std::max(x, -0.25), 5.0); }},
      {Activation::leaky, [](double x) { return x < 0 ? -0.25 * x : x; }},
      {Activation::tanh, [](double x) { return std::tanh(x); }},
      {Activation::sigmoid, sigmoid},
      {Activation::silu, [=](double x) { return x * sigmoid(x); }},
      {Activation::gelu, [](double x) { return x / 2 * std::erfc(-x / std::sqrt(2)); }},
      {Activation::gelu_tanh,
       [](double x) {
         return x / 2 * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
       }},
      {Activation::hard_sigmoid, hard},
      {Activation::hard_swish, [=](double x) { return x * hard(x); }},
  };
  std::vector<float> in = random_floats(4001, 12);
  for (const float edge : {0.0f, -0.0f, 3.0f, -3.0f, 88.0f, -88.0f, 1e20f, -1e20f})
    in.push_back(edge);
  for (const auto& [kind, function] : cases) {
    std::vector<float> out(in.size());
    k.activate(kind, -0.25f, 5, in.size(), in.data(), out.data());
    for (std::size_t i = 0; i < in.size(); ++i)
      ASSERT_NEAR(out[i], function(in[i]), 8e-6 * std::max(1.0, std::abs(function(in[i]))))
          << int(kind) << " of " << in[i];
  }
}

TEST_P(LayerKernelsTest, ActivatesInPlaceAndNothingBehind) {
  for (const std::size_t count : kCounts) {
    std::vector<float> values(count + 1, -2);
    k.activate(Activation::clamp, 0, 1, count, values.data(), values.data());
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(values[i], 0);
    ASSERT_EQ(values[count], -2);
  }
}

TEST_P(LayerKernelsTest, SumsAndMaximaOfAnyCount) {
  for (const std::size_t count : kCounts) {
    const auto a = random_floats(count, 2, 1), b = random_floats(count, 2, 2);
    std::vector<float> products = random_floats(count + 1, 2, 3);
    std::vector<float> scaled = products, best = products, before = products;
    const std::vector<Term> terms{{a.data(), b.data()}, {b.data(), b.data()}};
    k.weighted_sum(terms, before.data(), count, products.data());
    k.add_scaled(a.data(), 0.5f, count, scaled.data());
    k.maximum(a.data(), count, best.data());
    double dot = 0;
    for (std::size_t i = 0; i < count; ++i) {
      dot += double(a[i]) * b[i];
      ASSERT_NEAR(products[i], before[i] + a[i] * b[i] + b[i] * b[i], 2e-6);
      ASSERT_NEAR(scaled[i], before[i] + a[i] * 0.5f, 1e-6);
      ASSERT_EQ(best[i], std::max(before[i], a[i]));
    }
    for (const auto* sums : {&products, &scaled, &best}) ASSERT_EQ((*sums)[count], before[count]);
    ASSERT_NEAR(k.dot(a.data(), b.data(), count), dot, 1e-5);
  }
}

TEST_P(LayerKernelsTest, NormalisesRowsFarFromZero) {
  for (const std::size_t count : kCounts) {
    std::vector<float> in = random_floats(2 * count, 1);
    for (float& value : in) value += 1000;
    const auto factor = random_floats(count, 2, 5), shift = random_floats(count, 2, 6);
    std::vector<float> out(2 * count);
    const int columns = int(count);
    k.normalise({in.data(), columns}, columns, 2, {1e-5f, factor.data(), shift.data()},
                {out.data(), columns});
    for (int row = 0; row < 2; ++row) {
      const float* from = in.data() + row * columns;
      double mean = 0, variance = 0;
      for (int i = 0; i < columns; ++i) mean += from[i] / double(columns);
      for (int i = 0; i < columns; ++i) variance += std::pow(from[i] - mean, 2) / columns;
      for (int i = 0; i < columns; ++i)
        ASSERT_NEAR(out[row * columns + i],
                    (from[i] - mean) / std::sqrt(variance + 1e-5) * factor[i] + shift[i], 2e-3);
    }
  }
}

}  // namespace
}  // namespace longhand::simd
