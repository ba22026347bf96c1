#pragma once

#include "nn/packed_rows.h"

namespace longhand::nn::grid {

/// Packs the given columns of a layer's weights (-1 = a column of zeros), whose last column is the
/// bias: sums start from it.
template <class Format>
PackedRows<Format> pack_with_bias(const Matrix& weights, const std::vector<int>& columns,
                                  const simd::RowOrder& order);

}  // namespace longhand::nn::grid
