#include "nn/sequence/product.h"

namespace longhand::nn::sequence {
namespace {

template <class Format>
void multiply(const Affine<Format>& affine, Operand<Format>& operand, simd::Rows<const float> in,
              int columns, int count, simd::Rows<float> out, int outputs) {
  operand.set(in, columns, count);
  affine.apply(operand.rows(), operand.scales(), count, out, outputs);
}

}  // namespace

Product::Product(const Matrix& weights, const std::vector<float>& bias)
    : inputs_(weights.cols), outputs_(weights.rows) {
  const auto order = simd::RowOrder::plain(weights.rows, simd::common_kernels().lanes);
  if (weights.is_int8()) affine_ = Affine<simd::Quantised>(weights, bias, order);
  else affine_ = Affine<simd::Float32>(weights, bias, order);
}

void Product::apply(simd::Rows<const float> in, int count, simd::Rows<float> out,
                    ProductMemory& memory) const {
  if (const auto* real = std::get_if<Affine<simd::Float32>>(&affine_))
    multiply(*real, memory.real, in, inputs_, count, out, outputs_);
  else if (const auto* int8 = std::get_if<Affine<simd::Quantised>>(&affine_))
    multiply(*int8, memory.int8, in, inputs_, count, out, outputs_);
}

void Product::apply(simd::Rows<const simd::Quantised::Input> in, const float* scales, int count,
                    simd::Rows<float> out, simd::Sign sign) const {
  if (const auto* int8 = std::get_if<Affine<simd::Quantised>>(&affine_))
    int8->apply(in, scales, count, out, outputs_, false, sign);
}

std::size_t Product::bytes() const {
  const auto* real = std::get_if<Affine<simd::Float32>>(&affine_);
  return real ? real->bytes() : std::get_if<Affine<simd::Quantised>>(&affine_)->bytes();
}

}  // namespace longhand::nn::sequence
