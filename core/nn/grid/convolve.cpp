#include "nn/grid/convolve.h"

#include <algorithm>
#include <cmath>

#include "nn/grid/bias.h"
#include "nn/grid/products.h"

namespace longhand::nn::grid {
namespace {

void draw(NoiseGenerator& noise, int count, float* out) {
  for (int i = 0; i < count; ++i) out[i] = float(noise.signed_value(1));
}
void draw(NoiseGenerator& noise, int count, std::int16_t* out) {
  for (int i = 0; i < count; ++i) out[i] = std::int16_t(std::lround(noise.signed_value(127)));
}
void draw(NoiseGenerator& noise, int count, std::uint8_t* out) {
  for (int i = 0; i < count; ++i)
    out[i] = std::uint8_t(simd::Bytes::kZero + std::lround(noise.signed_value(127)));
}

/// The column's stride in packed windows: whole steps of the kernel.
template <class Format>
int step_aligned(int size) {
  constexpr int per_step = Format::kInputsPerStep;
  return (size + per_step - 1) / per_step * per_step;
}

/// Which column of the weights each value of a packed window multiplies.
std::vector<int> window_columns(const Window& window) {
  std::vector<int> columns(window.size(), -1);
  for (int dx = 0; dx < window.columns(); ++dx)
    for (int i = 0; i < window.column_size(); ++i)
      columns[dx * window.stride + i] = dx * window.column_size() + i;
  return columns;
}

}  // namespace

template <class Value>
void read_window(const Grid<Value>& in, int y, int x, const Window& window, NoiseGenerator& noise,
                 Value* out) {
  for (int dx = -window.half_x; dx <= window.half_x; ++dx, out += window.stride) {
    if (x + dx < 0 || x + dx >= in.width) {
      draw(noise, window.column_size(), out);
      continue;
    }
    for (int dy = -window.half_y; dy <= window.half_y; ++dy) {
      Value* to = out + (dy + window.half_y) * window.features;
      if (y + dy < 0 || y + dy >= in.height) draw(noise, window.features, to);
      else std::copy_n(in.at(y + dy, x + dx), window.features, to);
    }
  }
}

template <class Format>
Convolve<Format>::Convolve(int half_x, int half_y, int features)
    : window_{half_x, half_y, features, (2 * half_y + 1) * features} {}

template <class Format>
void Convolve<Format>::forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const {
  out.resize(in.height, in.width, window_.size());
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; ++x)
      read_window(in, y, x, window_, run.noise.front(), out.at(y, x));
}

template <class Format>
ConvolvedDense<Format>::ConvolvedDense(int half_x, int half_y, int features, const Matrix& weights,
                                       simd::Squash squash, int pool_x, int pool_y, Slots& slots)
    : window_{half_x, half_y, features, step_aligned<Format>((2 * half_y + 1) * features)},
      layer_(pack_with_bias<Format>(
          weights, window_columns(window_),
          simd::RowOrder::plain(weights.rows, simd::common_kernels().lanes))),
      squash_(squash),
      outputs_(weights.rows),
      pool_x_(pool_x),
      pool_y_(pool_y),
      sums_slot_(slots.take()),
      best_slot_(slots.take()),
      columns_slot_(slots.take()),
      edge_slot_(slots.take()) {}

template <class Format>
void ConvolvedDense<Format>::gather_columns(const Grid<Value>& in, int y,
                                            std::vector<Value>& columns) const {
  const int rows = 2 * window_.half_y + 1;
  columns.resize(std::size_t(in.width) * window_.stride + Grid<Value>::kSpare);
  for (int dy = 0; dy < rows; ++dy) {
    const Value* from = in.at(y - window_.half_y + dy, 0);
    Value* to = columns.data() + dy * window_.features;
    for (int x = 0; x < in.width; ++x, to += window_.stride, from += window_.features)
      for (int f = 0; f < window_.features; ++f) to[f] = from[f];
  }
}

template <class Format>
void ConvolvedDense<Format>::sum_edges(const Grid<Value>& in, int y, int first, int end, Sum* sums,
                                       Run& run) const {
  auto& windows = run.scratch.template list<Value>(edge_slot_);
  windows.resize(std::size_t(kChunk) * window_.size() + Grid<Value>::kSpare);
  for (int x = first; x < end; x += kChunk) {
    const int count = std::min(kChunk, end - x);
    for (int i = 0; i < count; ++i)
      read_window(in, y, x + i, window_, run.noise.front(), windows.data() + i * window_.size());
    multiply(layer_, {windows.data(), window_.size()}, count,
             {sums + std::size_t(x) * layer_.rows(), layer_.rows()});
  }
}

template <class Format>
void ConvolvedDense<Format>::sum_row(const Grid<Value>& in, int y, Sum* sums, Run& run) const {
  const int inner_end = in.width - window_.half_x;
  if (y < window_.half_y || y >= in.height - window_.half_y || inner_end <= window_.half_x)
    return sum_edges(in, y, 0, in.width, sums, run);
  auto& columns = run.scratch.template list<Value>(columns_slot_);
  gather_columns(in, y, columns);
  sum_edges(in, y, 0, window_.half_x, sums, run);
  multiply(layer_, {columns.data(), window_.stride}, inner_end - window_.half_x,
           {sums + std::size_t(window_.half_x) * layer_.rows(), layer_.rows()});
  sum_edges(in, y, inner_end, in.width, sums, run);
}

/// The sums of every pool_x_ positions become those of the first of them.
template <class Format>
void ConvolvedDense<Format>::finish_row(Sum* sums, int width, Value* out) const {
  const std::ptrdiff_t stride = std::ptrdiff_t(pool_x_) * layer_.rows();
  for (int x = 0; x < width; ++x)
    for (int dx = 1; dx < pool_x_; ++dx)
      maximum(sums + x * stride + dx * layer_.rows(), layer_.rows(), sums + x * stride);
  squash(squash_, layer_, {sums, stride}, outputs_, width, {out, outputs_});
}

template <class Format>
void ConvolvedDense<Format>::forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const {
  out.resize(in.height / pool_y_, in.width / pool_x_, outputs_);
  const std::size_t row_size = std::size_t(in.width) * layer_.rows();
  auto& best = run.scratch.template list<Sum>(best_slot_);
  auto& sums = run.scratch.template list<Sum>(sums_slot_);
  best.resize(row_size);
  sums.resize(row_size);
  for (int y = 0; y < in.height; ++y) {
    const int pooled_y = y / pool_y_, part = y % pool_y_;
    sum_row(in, y, part == 0 ? best.data() : sums.data(), run);
    if (part > 0) maximum(sums.data(), row_size, best.data());
    if (part + 1 == pool_y_) finish_row(best.data(), out.width, out.at(pooled_y, 0));
  }
}

template class Convolve<simd::Int8>;
template class Convolve<simd::Bytes>;
template class Convolve<simd::Float32>;
template class ConvolvedDense<simd::Int8>;
template class ConvolvedDense<simd::Bytes>;
template class ConvolvedDense<simd::Float32>;

}  // namespace longhand::nn::grid
