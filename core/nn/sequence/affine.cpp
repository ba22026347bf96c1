#include "nn/sequence/affine.h"

namespace longhand::nn::sequence {
namespace {

/// The matrix in floats, whatever it is stored as.
Matrix widened(const Matrix& matrix) {
  Matrix wide{matrix.rows, matrix.cols, std::vector<float>(matrix.size()), {}, {}};
  for (std::size_t i = 0; i < wide.real.size(); ++i)
    wide.real[i] = matrix.int8[i] * matrix.scale[i / matrix.cols];
  return wide;
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
  const auto values = values_.take(std::size_t(count) * stride_);
  simd::torch_kernels().quantise(rows, columns, count, 1, simd::Sign::any, {values.data(), stride_},
                                 scales_.take(count).data());
}

template <class Format>
Affine<Format>::Affine(const Matrix& matrix, const std::vector<float>& bias,
                       const simd::RowOrder& order) {
  const std::vector<int> columns = simd::all_columns(matrix.cols);
  if (!Format::kExact && matrix.is_int8()) packed_ = pack<Format>(widened(matrix), columns, order);
  else packed_ = pack<Format>(matrix, columns, order);
  zeros_.resize(packed_.start.size());
  bias_ = bias.empty() ? std::vector<float>(order.row_of.size()) : simd::permute(bias, order);
}

template <class Format>
void Affine<Format>::apply(simd::Rows<const typename Format::Input> in, const float* scales,
                           int count, simd::Rows<float> out, int columns, bool cold,
                           simd::Sign sign) const {
  const auto* start = sign == simd::Sign::any ? this->start() : zeros_.data();
  multiply({view(), start, scale(), bias_.data(), in, scales, out, columns, count, cold});
}

template class Affine<simd::Quantised>;
template class Affine<simd::Float32>;

}  // namespace longhand::nn::sequence
