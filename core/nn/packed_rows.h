#pragma once

#include <vector>

#include "nn/matrix.h"
#include "simd/packed_matrix.h"

namespace longhand::nn {

/// A matrix in the order and form that the kernels of a format multiply.
template <class Format>
struct PackedRows {
  simd::PackedMatrix<Format> matrix;
  std::vector<typename Format::Sum> start;  ///< of each sum, so that inputs of kZero add nothing
  std::vector<float> scale;                 ///< int8: sum * scale is the value; empty for float

  int rows() const { return matrix.rows(); }  ///< padded to whole vectors
};

/// Packs the given columns of a matrix (-1 = a column of zeros) of the format's kind.
template <class Format>
PackedRows<Format> pack(const Matrix& matrix, const std::vector<int>& columns,
                        const simd::RowOrder& order);

}  // namespace longhand::nn
