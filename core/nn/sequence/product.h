#pragma once

#include <variant>
#include <vector>

#include "nn/sequence/affine.h"

namespace longhand::nn::sequence {

/// Working memory of products; grows to what is needed and is then used again.
struct ProductMemory {
  Operand<simd::Float32> real;
  Operand<simd::Quantised> int8;
};

/// weights * in + bias in the format that the weights have.
class Product {
 public:
  Product() = default;
  /// An empty bias counts as zeros.
  explicit Product(const Matrix& weights, const std::vector<float>& bias = {});

  /// in: `count` rows of inputs(); out: of outputs(). A row's result does not depend on the others.
  void apply(simd::Rows<const float> in, int count, simd::Rows<float> out,
             ProductMemory& memory) const;

  /// The same of rows that are quantised already, with their scales and sign; for int8.
  void apply(simd::Rows<const simd::Quantised::Input> in, const float* scales, int count,
             simd::Rows<float> out, simd::Sign sign) const;

  bool is_int8() const { return std::holds_alternative<Affine<simd::Quantised>>(affine_); }
  int inputs() const { return inputs_; }
  int outputs() const { return outputs_; }
  std::size_t bytes() const;

 private:
  std::variant<Affine<simd::Float32>, Affine<simd::Quantised>> affine_;
  int inputs_ = 0;
  int outputs_ = 0;
};

}  // namespace longhand::nn::sequence
