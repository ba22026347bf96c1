#include "nn/grid/pooling.h"

#include <algorithm>

namespace longhand::nn::grid {
namespace {

template <class T>
void maximum_of(const Grid<T>& in, int first_y, int first_x, int height, int width, T* best) {
  std::copy_n(in.at(first_y, first_x), in.features, best);
  for (int y = first_y; y < first_y + height; ++y)
    for (int x = first_x; x < first_x + width; ++x) {
      const T* value = in.at(y, x);
      for (int f = 0; f < in.features; ++f) best[f] = std::max(best[f], value[f]);
    }
}

}  // namespace

template <class Format>
void Maxpool<Format>::forward_line(const Grid<Value>& in, Grid<Value>& out, Run&) const {
  out.resize(in.height / scale_y_, in.width / scale_x_, in.features);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x)
      maximum_of(in, y * scale_y_, x * scale_x_, scale_y_, scale_x_, out.at(y, x));
}

template <class Format>
void Reconfig<Format>::forward_line(const Grid<Value>& in, Grid<Value>& out, Run&) const {
  out.resize(in.height / scale_y_, in.width / scale_x_, in.features * scale_x_ * scale_y_);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      Value* to = out.at(y, x);
      for (int dx = 0; dx < scale_x_; ++dx)
        for (int dy = 0; dy < scale_y_; ++dy)
          to = std::copy_n(in.at(y * scale_y_ + dy, x * scale_x_ + dx), in.features, to);
    }
}

template class Maxpool<simd::Int8>;
template class Maxpool<simd::Bytes>;
template class Maxpool<simd::Float32>;
template class Reconfig<simd::Int8>;
template class Reconfig<simd::Bytes>;
template class Reconfig<simd::Float32>;

}  // namespace longhand::nn::grid
