#include <bit>
#include <cstdlib>
#include <limits>

#include "support.h"

namespace longhand::simd {
namespace {

class SmoothActivations : public EachKernels {};
LONGHAND_FOR_EACH_KERNELS(SmoothActivations);

constexpr int kUnits = 1024;
constexpr float kSaturated = 100;  ///< both functions are 1 there, or next to it

/// Runs one LSTM step without weights, whose new cells are tanh(cell input) * sigmoid(input).
class Step {
 public:
  Step(const Kernels& kernels, bool int8) : k_(kernels), int8_(int8) {}

  std::vector<float> tanh(const std::vector<float>& x) { return run(0, x); }
  std::vector<float> sigmoid(const std::vector<float>& x) { return run(1, x); }

 private:
  std::vector<float> run(int gate, const std::vector<float>& x) {
    for (int unit = 0; unit < kUnits; ++unit)
      for (int g = 0; g < kVectorsPerBlock; ++g) {
        const int block = unit / k_.lanes * k_.lanes;
        gates_[block * kVectorsPerBlock + g * k_.lanes + unit - block] = g == gate ? x[unit]
                                                                                   : kSaturated;
      }
    std::vector<float> cell(kUnits);
    const Rows<float> gates{gates_.data(), 0}, cells{cell.data(), 0}, hidden{hidden_.data(), 0};
    const int vectors = kVectorsPerBlock * kUnits / k_.lanes;
    if (int8_) {
      const Quantised::Input none = 0;
      const float one = 1;
      k_.torch_step_int8({{nullptr, vectors, 0},
                          start_.data(),
                          scale_.data(),
                          gates,
                          {&none, 0},
                          cells,
                          hidden,
                          kUnits,
                          1,
                          &one});
    } else {
      const float none = 0;
      k_.torch_step_float(
          {{nullptr, vectors, 0}, nullptr, nullptr, gates, {&none, 0}, cells, hidden, kUnits, 1});
    }
    return cell;
  }

  const Kernels& k_;
  bool int8_;
  std::vector<float> gates_ = std::vector<float>(kVectorsPerBlock * kUnits);
  std::vector<std::int32_t> start_ = std::vector<std::int32_t>(kVectorsPerBlock * kUnits);
  std::vector<float> scale_ = std::vector<float>(kVectorsPerBlock * kUnits, 1.0f);
  std::vector<float> hidden_ = std::vector<float>(kUnits);
};

/// The distance of `found` from `exact` in units of the last place of the float next to `exact`.
double ulps(float found, double exact) {
  const int exponent = exact == 0 ? -126 : std::max(std::ilogb(exact), -126);
  return std::fabs(found - exact) / std::ldexp(1.0, exponent - 23);
}

void check(Step& step, const std::vector<float>& x) {
  const std::vector<float> tanh = step.tanh(x), sigmoid = step.sigmoid(x);
  for (int i = 0; i < kUnits; ++i) {
    ASSERT_LE(ulps(tanh[i], std::tanh(double(x[i]))), 7) << x[i];
    ASSERT_LE(std::fabs(sigmoid[i] - 1 / (1 + std::exp(-double(x[i])))), 0x3p-23) << x[i];
  }
}

/// One float in 4093, or with LONGHAND_EXHAUSTIVE in the environment every one of them.
TEST_P(SmoothActivations, StayWithinTheirBoundsForEveryFloat) {
  const std::uint32_t stride = std::getenv("LONGHAND_EXHAUSTIVE") ? 1 : 4093;
  constexpr std::uint32_t infinity = 0x7f800000, sign = 0x80000000;
  for (const bool int8 : {false, true}) {
    Step step(k, int8);
    std::vector<float> x(kUnits);
    for (std::uint32_t bits = 0; bits <= infinity;) {
      for (int i = 0; i < kUnits; i += 2) {
        const std::uint32_t here = std::min(bits, infinity);
        x[i] = std::bit_cast<float>(here);
        x[i + 1] = std::bit_cast<float>(here | sign);
        bits += stride;
      }
      check(step, x);
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace longhand::simd
