#include "nn/packed_layer.h"

#include <type_traits>

namespace longhand::nn {
namespace {

constexpr int kOne = 127;  ///< what the bias is multiplied with in an int8 network

const auto* values_of(const WeightMatrix& weights, simd::Int8) { return weights.int8.data(); }
const auto* values_of(const WeightMatrix& weights, simd::Bytes) { return weights.int8.data(); }
const auto* values_of(const WeightMatrix& weights, simd::Float32) { return weights.real.data(); }

}  // namespace

template <class Format>
PackedLayer<Format> pack(const WeightMatrix& weights, const std::vector<int>& columns,
                         const simd::RowOrder& order, bool with_bias) {
  using Sum = typename Format::Sum;
  constexpr bool is_int8 = !std::is_same_v<Format, simd::Float32>;
  const auto* values = values_of(weights, Format{});
  const int lanes = simd::common_kernels().lanes;
  PackedLayer<Format> layer;
  layer.matrix = simd::PackedMatrix<Format>(values, weights.cols, columns, order, lanes);
  std::vector<Sum> bias(weights.rows);
  for (int row = 0; with_bias && row < weights.rows; ++row)
    bias[row] = Sum(values[std::size_t(row + 1) * weights.cols - 1]) * (is_int8 ? kOne : 1);
  if constexpr (Format::kZero != 0)
    for (int row = 0; row < weights.rows; ++row)
      bias[row] -= simd::sum_of_zeros<Format>(values + std::size_t(row) * weights.cols, columns);
  layer.bias = simd::permute(bias, order);
  if constexpr (is_int8) {
    std::vector<float> scale(weights.rows);
    for (int row = 0; row < weights.rows; ++row) scale[row] = float(weights.scale[row] / kOne);
    layer.scale = simd::permute(scale, order);
  }
  return layer;
}

template PackedLayer<simd::Int8> pack(const WeightMatrix&, const std::vector<int>&,
                                      const simd::RowOrder&, bool);
template PackedLayer<simd::Bytes> pack(const WeightMatrix&, const std::vector<int>&,
                                       const simd::RowOrder&, bool);
template PackedLayer<simd::Float32> pack(const WeightMatrix&, const std::vector<int>&,
                                         const simd::RowOrder&, bool);

}  // namespace longhand::nn
