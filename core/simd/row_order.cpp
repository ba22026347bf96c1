#include "simd/row_order.h"

#include <numeric>

#include "simd/kernels.h"

namespace longhand::simd {

RowOrder RowOrder::plain(int rows, int lanes) {
  RowOrder order;
  const int unit = lanes * vectors_at_least(lanes);
  order.row_of.assign((rows + unit - 1) / unit * unit, -1);
  std::iota(order.row_of.begin(), order.row_of.begin() + rows, 0);
  return order;
}

RowOrder RowOrder::gates(int units, const int (&gate_starts)[4], int lanes) {
  RowOrder order;
  for (int unit = 0; unit < units; unit += lanes)
    for (int start : gate_starts)
      for (int lane = 0; lane < lanes; ++lane)
        order.row_of.push_back(unit + lane < units ? start + unit + lane : -1);
  return order;
}

}  // namespace longhand::simd
