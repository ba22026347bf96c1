#pragma once

#include <vector>

#include "nn/layer_spec.h"
#include "simd/packed_matrix.h"

namespace longhand::nn {

/// A weight matrix with its biases and scales in packed order.
template <class Format>
struct PackedLayer {
  simd::PackedMatrix<Format> matrix;
  std::vector<typename Format::Sum> bias;  ///< where the sums start; Bytes: less what kZero adds
  std::vector<float> scale;                ///< int8: sum * scale is the value; empty for float

  int rows() const { return matrix.rows(); }
};

/// Packs the given columns of `weights` (-1 = a column of zeros); the bias is its last column, left
/// out if `with_bias` is not set.
template <class Format>
PackedLayer<Format> pack(const WeightMatrix& weights, const std::vector<int>& columns,
                         const simd::RowOrder& order, bool with_bias = true);

}  // namespace longhand::nn
