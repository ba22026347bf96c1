#include "nn/affine.h"

#include <type_traits>

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

void multiply(const simd::AffineProduct<simd::Int8>& product) {
  simd::kernels().affine_int8(product);
}
void multiply(const simd::AffineProduct<simd::Float32>& product) {
  simd::kernels().affine_float(product);
}

}  // namespace

void Operand<simd::Int8>::set(simd::Rows<const float> rows, int columns, int count) {
  stride_ = columns + columns % 2;
  values_.resize(std::size_t(count) * stride_);
  scales_.resize(count);
  simd::kernels().quantise(rows, columns, count, {values_.data(), stride_}, scales_.data());
}

template <class Format>
Affine<Format>::Affine(const Matrix& matrix, const std::vector<float>& bias,
                       const simd::RowOrder& order) {
  const int lanes = simd::kernels().lanes;
  const std::vector<int> columns = simd::all_columns(matrix.cols);
  if constexpr (std::is_same_v<Format, simd::Int8>) {
    matrix_ = {matrix.int8.data(), matrix.cols, columns, order, lanes};
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
  multiply({matrix_.view(), scale_.data(), bias_.data(), in.rows(), in.scales(), out, columns,
            count, cold});
}

template class Affine<simd::Int8>;
template class Affine<simd::Float32>;

}  // namespace longhand::nn
