#include "nn/affine.h"

namespace longhand::nn {
namespace {

/// The matrix as floats, whatever it is stored as.
std::vector<float> as_floats(const Matrix& matrix) {
  if (!matrix.is_int8()) return matrix.real;
  std::vector<float> values(matrix.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = matrix.int8[i] * matrix.scale[i / matrix.cols];
  return values;
}

/// Per row, what its sum starts from, so that inputs of kZero add nothing.
template <class Format>
std::vector<std::int32_t> starts(const Matrix& matrix, const std::vector<int>& columns) {
  std::vector<std::int32_t> values(matrix.rows);
  for (int row = 0; row < matrix.rows; ++row)
    values[row] = -simd::sum_of_zeros<Format>(
        matrix.int8.data() + std::ptrdiff_t(row) * matrix.cols, columns);
  return values;
}

void multiply(const simd::AffineProduct<simd::Quantised>& product) {
  simd::torch_kernels().affine_int8(product);
}
void multiply(const simd::AffineProduct<simd::Float32>& product) {
  simd::torch_kernels().affine_float(product);
}

}  // namespace

void Operand<simd::Quantised>::set(simd::Rows<const float> rows, int columns, int count) {
  constexpr int per_step = simd::Quantised::kInputsPerStep;
  stride_ = (columns + per_step - 1) / per_step * per_step;
  values_.resize(std::size_t(count) * stride_);
  scales_.resize(count);
  simd::torch_kernels().quantise(rows, columns, count, {values_.data(), stride_}, scales_.data());
}

template <class Format>
Affine<Format>::Affine(const Matrix& matrix, const std::vector<float>& bias,
                       const simd::RowOrder& order) {
  const int lanes = simd::common_kernels().lanes;
  const std::vector<int> columns = simd::all_columns(matrix.cols);
  if constexpr (Format::kExact) {
    matrix_ = {matrix.int8.data(), matrix.cols, columns, order, lanes};
    start_ = simd::permute(starts<Format>(matrix, columns), order);
    scale_ = simd::permute(matrix.scale, order);
  } else {
    const std::vector<float> values = as_floats(matrix);
    matrix_ = {values.data(), matrix.cols, columns, order, lanes};
  }
  bias_ = bias.empty() ? std::vector<float>(order.row_of.size()) : simd::permute(bias, order);
}

template <class Format>
void Affine<Format>::apply(const Operand<Format>& in, int count, simd::Rows<float> out, int columns,
                           bool cold) const {
  multiply({matrix_.view(), start_.data(), scale_.data(), bias_.data(), in.rows(), in.scales(), out,
            columns, count, cold});
}

template class Affine<simd::Quantised>;
template class Affine<simd::Float32>;

}  // namespace longhand::nn
