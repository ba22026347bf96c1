#pragma once

#include <vector>

namespace longhand::simd {

/// Where the row of a weight matrix goes: `row_of(position)` is the source row of a packed
/// position, or -1 for padding.
struct RowOrder {
  std::vector<int> row_of;  ///< size a multiple of lanes * vectors_at_least(lanes)

  /// Rows in their own order, padded.
  static RowOrder plain(int rows, int lanes);

  /// Four gates of `units` rows each, standing one after the other in `gate_starts` order,
  /// interleaved: a vector of gate 0, of gate 1, ... of the first `lanes` units, then of the next.
  static RowOrder gates(int units, const int (&gate_starts)[4], int lanes);
};

}  // namespace longhand::simd
