#include "support.h"

namespace longhand::simd {
namespace {

class Cold : public EachKernels {};
LONGHAND_FOR_EACH_KERNELS(Cold);

constexpr int kInputs = 75;  ///< whole parts of float sums and a rest
constexpr int kUnits = 90;   ///< runs of blocks and single ones, whatever the lanes

void run(const Kernels& k, const AffineProduct<Quantised>& product) { k.affine_int8(product); }
void run(const Kernels& k, const AffineProduct<Float32>& product) { k.affine_float(product); }
void run(const Kernels& k, const TorchStep<Quantised>& step) { k.torch_step_int8(step); }
void run(const Kernels& k, const TorchStep<Float32>& step) { k.torch_step_float(step); }

template <class Format>
struct Layer {
  using Stored = std::conditional_t<Format::kExact, std::int8_t, float>;
  using Input = typename Format::Input;

  explicit Layer(const Kernels& kernels) : k(kernels) {
    const auto values = random_integers<Stored>(std::size_t(4) * kUnits * kInputs, 127);
    const auto order = RowOrder::gates(kUnits, {0, kUnits, 2 * kUnits, 3 * kUnits}, k.lanes);
    weights = PackedMatrix<Format>(values.data(), kInputs, all_columns(kInputs), order, k.lanes);
    rows = random_floats(weights.rows(), 1);
    start = random_integers<typename Format::Sum>(weights.rows(), 1000, 3);
    const auto inputs = random_integers<int>(kInputs, kQuantisedOne, 2);
    in.assign(kInputs + Format::kInputsPerStep - 1, Format::kZero);
    for (int i = 0; i < kInputs; ++i) in[i] = Input(Format::kZero + inputs[i]);
  }

  std::vector<float> product(bool cold) {
    std::vector<float> out(weights.rows());
    run(k, AffineProduct<Format>{weights.view(),
                                 start.data(),
                                 rows.data(),
                                 rows.data(),
                                 {in.data(), 0},
                                 &scale,
                                 {out.data(), 0},
                                 weights.rows(),
                                 1,
                                 cold});
    return out;
  }

  /// Cells, then hidden values.
  std::vector<float> step(bool cold) {
    const int padded = weights.rows() / kVectorsPerBlock;
    std::vector<float> gates = rows, out(2 * padded);
    run(k, TorchStep<Format>{weights.view(),
                             start.data(),
                             rows.data(),
                             {gates.data(), 0},
                             {in.data(), 0},
                             {out.data(), 0},
                             {out.data() + padded, 0},
                             kUnits,
                             1,
                             &scale,
                             cold});
    return out;
  }

  const Kernels& k;
  PackedMatrix<Format> weights;
  std::vector<float> rows;  ///< scales, biases and gates alike
  std::vector<typename Format::Sum> start;
  std::vector<Input> in;
  float scale = 1e-4f;
};

TEST_P(Cold, WeightsFromMemoryGiveTheSameBits) {
  Layer<Float32> real(k);
  EXPECT_EQ(real.product(true), real.product(false));
  EXPECT_EQ(real.step(true), real.step(false));
  Layer<Quantised> int8(k);
  EXPECT_EQ(int8.product(true), int8.product(false));
  EXPECT_EQ(int8.step(true), int8.step(false));
}

}  // namespace
}  // namespace longhand::simd
