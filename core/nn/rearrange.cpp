#include "nn/rearrange.h"

#include <algorithm>
#include <utility>

namespace longhand::nn {
namespace {

/// A loop: in wasm a copy of unknown size is a call, too dear for the features of one position.
template <class T>
void copy_features(const T* from, int features, T* to) {
  for (int f = 0; f < features; ++f) to[f] = from[f];
}

template <class T>
void reverse_x(const Grid<T>& in, Grid<T>& out) {
  out.resize(in.height, in.width, in.features);
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; ++x)
      copy_features(in.at(y, x), in.features, out.at(y, in.width - 1 - x));
}

template <class T>
void reverse_y(const Grid<T>& in, Grid<T>& out) {
  out.resize(in.height, in.width, in.features);
  const std::size_t row = std::size_t(in.width) * in.features;
  for (int y = 0; y < in.height; ++y) std::copy_n(in.at(y, 0), row, out.at(in.height - 1 - y, 0));
}

template <class T>
void transpose(const Grid<T>& in, Grid<T>& out) {
  out.resize(in.width, in.height, in.features);
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; ++x) copy_features(in.at(y, x), in.features, out.at(x, y));
}

template <class T>
void rearrange(Rearrangement kind, const Grid<T>& in, Grid<T>& out) {
  switch (kind) {
    case Rearrangement::reverse_x: return reverse_x(in, out);
    case Rearrangement::reverse_y: return reverse_y(in, out);
    case Rearrangement::transpose: return transpose(in, out);
  }
}

}  // namespace

template <class Format>
Series<Format>::Series(std::vector<LayerPtr<Format>> children, Slots& slots)
    : children_(std::move(children)), slot_{slots.take(), slots.take()} {}

template <class Format>
void Series<Format>::forward(const Grid<Value>& in, Grid<Value>& out, Run& run) const {
  const Grid<Value>* from = &in;
  for (std::size_t i = 0; i < children_.size(); ++i) {
    const bool last = i + 1 == children_.size();
    Grid<Value>& to = last ? out : run.scratch.template grid<Value>(slot_[i % 2]);
    children_[i]->forward(*from, to, run);
    from = &to;
  }
}

template <class Format>
Parallel<Format>::Parallel(std::vector<LayerPtr<Format>> children, Slots& slots)
    : children_(std::move(children)) {
  for (std::size_t i = 0; i < children_.size(); ++i) slots_.push_back(slots.take());
}

template <class Format>
void Parallel<Format>::forward(const Grid<Value>& in, Grid<Value>& out, Run& run) const {
  int features = 0, height = 0, width = 0;
  for (std::size_t i = 0; i < children_.size(); ++i) {
    Grid<Value>& part = run.scratch.template grid<Value>(slots_[i]);
    children_[i]->forward(in, part, run);
    features += part.features;
    height = i == 0 ? part.height : std::min(height, part.height);
    width = i == 0 ? part.width : std::min(width, part.width);
  }
  out.resize(height, width, features);
  int first = 0;
  for (int slot : slots_) {
    const Grid<Value>& part = run.scratch.template grid<Value>(slot);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        std::copy_n(part.at(y, x), part.features, out.at(y, x) + first);
    first += part.features;
  }
}

template <class Format>
Rearranged<Format>::Rearranged(Rearrangement kind, LayerPtr<Format> child, Slots& slots)
    : kind_(kind), child_(std::move(child)), before_(slots.take()), after_(slots.take()) {}

template <class Format>
void Rearranged<Format>::forward(const Grid<Value>& in, Grid<Value>& out, Run& run) const {
  Grid<Value>& before = run.scratch.template grid<Value>(before_);
  Grid<Value>& after = run.scratch.template grid<Value>(after_);
  rearrange(kind_, in, before);
  child_->forward(before, after, run);
  rearrange(kind_, after, out);
}

template class Series<simd::Int8>;
template class Series<simd::Bytes>;
template class Series<simd::Float32>;
template class Parallel<simd::Int8>;
template class Parallel<simd::Bytes>;
template class Parallel<simd::Float32>;
template class Rearranged<simd::Int8>;
template class Rearranged<simd::Bytes>;
template class Rearranged<simd::Float32>;

}  // namespace longhand::nn
