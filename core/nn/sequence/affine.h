#pragma once

#include <vector>

#include "nn/packed_rows.h"
#include "nn/sequence/buffer.h"

namespace longhand::nn::sequence {

/// Rows that are multiplied at once, as they stay in the cache until what comes of them is used.
inline constexpr int kRowsTogether = 64;

/// Rows of floats in the form that the kernels of a format multiply: for float32 the rows
/// themselves, for int8 a quantised copy.
template <class Format>
class Operand;

template <>
class Operand<simd::Float32> {
 public:
  void set(simd::Rows<const float> rows, int, int) { rows_ = rows; }
  simd::Rows<const float> rows() const { return rows_; }
  const float* scales() const { return nullptr; }

 private:
  simd::Rows<const float> rows_;
};

template <>
class Operand<simd::Quantised> {
 public:
  void set(simd::Rows<const float> rows, int columns, int count);
  simd::Rows<const simd::Quantised::Input> rows() const { return {values_.data(), stride_}; }
  const float* scales() const { return scales_.data(); }

 private:
  Buffer<simd::Quantised::Input> values_;
  Buffer<float> scales_;
  std::ptrdiff_t stride_ = 0;
};

/// Weights and bias, packed: out = weights * in + bias.
template <class Format>
class Affine {
 public:
  Affine() = default;
  /// An empty bias counts as zeros.
  Affine(const Matrix& matrix, const std::vector<float>& bias, const simd::RowOrder& order);

  /// Writes the first `columns` values, in packed order, of each of `count` rows. sign: of what
  /// comes in, for int8.
  void apply(simd::Rows<const typename Format::Input> in, const float* scales, int count,
             simd::Rows<float> out, int columns, bool cold = false,
             simd::Sign sign = simd::Sign::any) const;

  const simd::PackedView<Format>& view() const { return packed_.matrix.view(); }
  const typename Format::Sum* start() const { return packed_.start.data(); }
  const float* scale() const { return packed_.scale.data(); }
  int rows() const { return packed_.rows(); }  ///< padded to whole vectors
  std::size_t bytes() const { return packed_.matrix.bytes(); }

 private:
  PackedRows<Format> packed_;
  std::vector<typename Format::Sum> zeros_;
  std::vector<float> bias_;
};

}  // namespace longhand::nn::sequence
