#include "nn/packed_rows.h"

namespace longhand::nn {
namespace {

template <class Format>
const auto* values_of(const Matrix& matrix) {
  if constexpr (Format::kExact) return matrix.int8.data();
  else return matrix.real.data();
}

/// Per row, what its sum starts from.
template <class Format>
std::vector<typename Format::Sum> starts(const Matrix& matrix, const std::vector<int>& columns) {
  std::vector<typename Format::Sum> values(matrix.rows);
  if constexpr (Format::kZero != 0)
    for (int row = 0; row < matrix.rows; ++row)
      values[row] = -simd::sum_of_zeros<Format>(
          matrix.int8.data() + std::ptrdiff_t(row) * matrix.cols, columns);
  return values;
}

}  // namespace

template <class Format>
PackedRows<Format> pack(const Matrix& matrix, const std::vector<int>& columns,
                        const simd::RowOrder& order) {
  const int lanes = simd::common_kernels().lanes;
  PackedRows<Format> packed;
  packed.matrix = {values_of<Format>(matrix), matrix.cols, columns, order, lanes};
  packed.start = simd::permute(starts<Format>(matrix, columns), order);
  if constexpr (Format::kExact) packed.scale = simd::permute(matrix.scale, order);
  return packed;
}

template PackedRows<simd::Int8> pack(const Matrix&, const std::vector<int>&, const simd::RowOrder&);
template PackedRows<simd::Bytes> pack(const Matrix&, const std::vector<int>&,
                                      const simd::RowOrder&);
template PackedRows<simd::Septets> pack(const Matrix&, const std::vector<int>&,
                                        const simd::RowOrder&);
template PackedRows<simd::Float32> pack(const Matrix&, const std::vector<int>&,
                                        const simd::RowOrder&);

}  // namespace longhand::nn
