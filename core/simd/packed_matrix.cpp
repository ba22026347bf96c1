#include "simd/packed_matrix.h"

#include <algorithm>
#include <numeric>

namespace longhand::simd {
namespace {

constexpr std::size_t kAlignment = 64;  ///< a cache line: no load of weights touches two

template <class T>
std::size_t elements_to_alignment(const T* data) {
  return (kAlignment - reinterpret_cast<std::uintptr_t>(data) % kAlignment) % kAlignment /
         sizeof(T);
}

/// Writes one row's inputs, those of neighbouring steps `stride` elements apart. A function of its
/// own that is called often: engines that compile in tiers never improve a loop while it runs.
template <class Format, class Value>
__attribute__((noinline)) void pack_row(const Value* values, const std::vector<int>& columns,
                                        std::ptrdiff_t stride, typename Format::Weight* to) {
  constexpr std::size_t per_step = Format::kInputsPerStep;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    auto& target = to[std::ptrdiff_t(c / per_step) * stride + c % per_step];
    if (columns[c] >= 0) target = typename Format::Weight(values[columns[c]]);
  }
}

}  // namespace

template <class Format>
template <class Value>
PackedMatrix<Format>::PackedMatrix(const Value* values, std::ptrdiff_t row_stride,
                                   const std::vector<int>& columns, const RowOrder& order,
                                   int lanes)
    : rows_(int(order.row_of.size())) {
  constexpr int per_step = Format::kInputsPerStep;
  const int vectors = rows_ / lanes;
  const int steps = (int(columns.size()) + per_step - 1) / per_step;
  weights_.resize(std::size_t(rows_) * steps * per_step + kAlignment / sizeof(weights_[0]));
  auto* to = weights_.data() + elements_to_alignment(weights_.data());
  view_ = {to, vectors, steps};
  for (int v = 0; v < vectors; ++v) {
    const int in_block = v % kVectorsPerBlock, first = v - in_block;
    const int vector_size = lanes * per_step;
    const int block_vectors = std::min(kVectorsPerBlock, vectors - first);
    auto* start = to + std::ptrdiff_t(first) * steps * vector_size + in_block * vector_size;
    for (int lane = 0; lane < lanes; ++lane) {
      const int row = order.row_of[v * lanes + lane];
      if (row < 0) continue;
      pack_row<Format>(values + row * row_stride, columns, block_vectors * vector_size,
                       start + lane * per_step);
    }
  }
}

template class PackedMatrix<Int8>;
template class PackedMatrix<Bytes>;
template class PackedMatrix<Septets>;
template class PackedMatrix<Float32>;
template PackedMatrix<Int8>::PackedMatrix(const std::int8_t*, std::ptrdiff_t,
                                          const std::vector<int>&, const RowOrder&, int);
template PackedMatrix<Bytes>::PackedMatrix(const std::int8_t*, std::ptrdiff_t,
                                           const std::vector<int>&, const RowOrder&, int);
template PackedMatrix<Septets>::PackedMatrix(const std::int8_t*, std::ptrdiff_t,
                                             const std::vector<int>&, const RowOrder&, int);
template PackedMatrix<Float32>::PackedMatrix(const float*, std::ptrdiff_t, const std::vector<int>&,
                                             const RowOrder&, int);

std::vector<int> all_columns(int count, int first) {
  std::vector<int> columns(count);
  std::iota(columns.begin(), columns.end(), first);
  return columns;
}

}  // namespace longhand::simd
