#pragma once

#include "nn/grid/layer.h"
#include "nn/packed_rows.h"

namespace longhand::nn::grid {

/// The window around a position, read column by column: [2 half_x + 1][2 half_y + 1][features],
/// each column `stride` values apart.
struct Window {
  int half_x = 0, half_y = 0, features = 0;
  int stride = 0;

  int columns() const { return 2 * half_x + 1; }
  int column_size() const { return (2 * half_y + 1) * features; }
  int size() const { return columns() * stride; }
};

/// Copies the window at (y, x) to `out`. Noise stands for what lies outside the grid: a whole
/// column left and right of it, `features` values above and below.
template <class Value>
void read_window(const Grid<Value>& in, int y, int x, const Window& window, NoiseGenerator& noise,
                 Value* out);

/// The window of every position as its features.
template <class Format>
class Convolve : public LineLayer<Format> {
 public:
  using typename LineLayer<Format>::Value;
  Convolve(int half_x, int half_y, int features);

 private:
  void forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;
  Window window_;
};

/// Convolve, a fully connected layer and a maximum over pool_x x pool_y positions in one.
/// Neighbouring windows share their columns in memory; the maximum is taken on the sums, which is
/// the same since scales are not negative and squashing never falls.
template <class Format>
class ConvolvedDense : public LineLayer<Format> {
 public:
  using typename LineLayer<Format>::Value;
  using Sum = typename Format::Sum;

  ConvolvedDense(int half_x, int half_y, int features, const Matrix& weights, simd::Squash squash,
                 int pool_x, int pool_y, Slots& slots);

 private:
  void forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;
  void sum_row(const Grid<Value>& in, int y, Sum* sums, Run& run) const;
  void sum_edges(const Grid<Value>& in, int y, int first, int end, Sum* sums, Run& run) const;
  void gather_columns(const Grid<Value>& in, int y, std::vector<Value>& columns) const;
  void finish_row(Sum* sums, int width, Value* out) const;

  Window window_;
  PackedRows<Format> layer_;
  simd::Squash squash_;
  int outputs_, pool_x_, pool_y_;
  int sums_slot_, best_slot_, columns_slot_, edge_slot_;
};

}  // namespace longhand::nn::grid
