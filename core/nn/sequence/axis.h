#pragma once

namespace longhand::nn::sequence {

/// How a window goes down a column: as Window does along a sequence, zeros on both sides.
struct Axis {
  int kernel = 1, stride = 1, dilation = 1, padding = 0;

  int reach() const { return (kernel - 1) * dilation; }

  /// Rows out of `height` rows; at most 0 if the window does not fit.
  int outputs(int height) const { return (height + 2 * padding - reach() - 1 + stride) / stride; }

  /// The row that a tap of a window sees; outside 0..height - 1 there is nothing.
  int row(int window, int tap) const { return window * stride - padding + tap * dilation; }
};

}  // namespace longhand::nn::sequence
