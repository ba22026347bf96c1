#pragma once

#include <cstdint>
#include <vector>

#include "simd/kernels.h"
#include "simd/row_order.h"

namespace longhand::simd {

/// Weights packed for the kernels of this machine.
template <class Format>
class PackedMatrix {
 public:
  PackedMatrix() = default;
  PackedMatrix(PackedMatrix&&) = default;
  PackedMatrix& operator=(PackedMatrix&&) = default;

  /// `values` is row-major, `row_stride` apart; column c of the product is column columns[c] of it,
  /// or zero where columns[c] < 0.
  template <class Value>
  PackedMatrix(const Value* values, std::ptrdiff_t row_stride, const std::vector<int>& columns,
               const RowOrder& order, int lanes);

  const PackedView<Format>& view() const { return view_; }
  int rows() const { return rows_; }  ///< padded: vectors * lanes
  std::size_t bytes() const { return weights_.size() * sizeof(typename Format::Weight); }

 private:
  std::vector<typename Format::Weight> weights_;
  PackedView<Format> view_;
  int rows_ = 0;
};

/// Values per packed row, zero in the padding.
template <class Value>
std::vector<Value> permute(const std::vector<Value>& values, const RowOrder& order) {
  std::vector<Value> out(order.row_of.size());
  for (std::size_t i = 0; i < out.size(); ++i)
    if (order.row_of[i] >= 0) out[i] = values[order.row_of[i]];
  return out;
}

/// What inputs of Format::kZero add to the sum of a row, whose chosen columns these are (-1: none).
template <class Format>
std::int32_t sum_of_zeros(const std::int8_t* row, const std::vector<int>& columns) {
  std::int32_t sum = 0;
  for (const int column : columns)
    if (column >= 0) sum += row[column];
  return sum * Format::kZero;
}

/// 0, 1, ..., count - 1.
std::vector<int> all_columns(int count, int first = 0);

}  // namespace longhand::simd
