#include "support.h"

namespace longhand::simd {
namespace {

class Cold : public EachKernels {};
LONGHAND_FOR_EACH_KERNELS(Cold);

constexpr int kInputs = 75;  ///< whole parts of float sums and a rest
constexpr int kUnits = 90;   ///< runs of blocks and single ones, whatever the lanes

void run(const Kernels& k, const AffineProduct<Int8>& product) { k.affine_int8(product); }
void run(const Kernels& k, const AffineProduct<Float32>& product) { k.affine_float(product); }
void run(const Kernels& k, const TorchStep<Int8>& step) { k.torch_lstm_int8(step); }
void run(const Kernels& k, const TorchStep<Float32>& step) { k.torch_lstm_float(step); }

template <class Format>
struct Layer {
  using Stored = std::conditional_t<std::is_same_v<Format, Int8>, std::int8_t, float>;

  explicit Layer(const Kernels& kernels) : k(kernels) {
    const auto values = random_integers<Stored>(std::size_t(4) * kUnits * kInputs, 127);
    const auto order = RowOrder::gates(kUnits, {0, kUnits, 2 * kUnits, 3 * kUnits}, k.lanes);
    weights = PackedMatrix<Format>(values.data(), kInputs, all_columns(kInputs), order, k.lanes);
    rows = random_floats(weights.rows(), 1);
    in = random_integers<typename Format::Input>(kInputs + 1, 100, 2);
    in.back() = 0;
  }

  std::vector<float> product(bool cold) {
    std::vector<float> out(weights.rows());
    run(k, AffineProduct<Format>{weights.view(),
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
  std::vector<typename Format::Input> in;
  float scale = 1e-4f;
};

TEST_P(Cold, WeightsFromMemoryGiveTheSameBits) {
  Layer<Float32> real(k);
  EXPECT_EQ(real.product(true), real.product(false));
  EXPECT_EQ(real.step(true), real.step(false));
  Layer<Int8> int8(k);
  EXPECT_EQ(int8.product(true), int8.product(false));
  EXPECT_EQ(int8.step(true), int8.step(false));
}

}  // namespace
}  // namespace longhand::simd
