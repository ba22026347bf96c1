#include "nn/grid/bias.h"

namespace longhand::nn::grid {
namespace {

constexpr int kOne = 127;  ///< what the bias is multiplied with in an int8 network

template <class Format>
typename Format::Sum bias_of(const Matrix& weights, int row) {
  const std::size_t at = std::size_t(row + 1) * weights.cols - 1;
  if constexpr (Format::kExact) return weights.int8[at] * kOne;
  else return weights.real[at];
}

}  // namespace

template <class Format>
PackedRows<Format> pack_with_bias(const Matrix& weights, const std::vector<int>& columns,
                                  const simd::RowOrder& order) {
  PackedRows<Format> packed = pack<Format>(weights, columns, order);
  for (std::size_t i = 0; i < packed.start.size(); ++i)
    if (order.row_of[i] >= 0) packed.start[i] += bias_of<Format>(weights, order.row_of[i]);
  return packed;
}

template PackedRows<simd::Int8> pack_with_bias(const Matrix&, const std::vector<int>&,
                                               const simd::RowOrder&);
template PackedRows<simd::Bytes> pack_with_bias(const Matrix&, const std::vector<int>&,
                                                const simd::RowOrder&);
template PackedRows<simd::Float32> pack_with_bias(const Matrix&, const std::vector<int>&,
                                                  const simd::RowOrder&);

}  // namespace longhand::nn::grid
