#include "nn/grid/rearrange.h"

#include <algorithm>
#include <utility>

namespace longhand::nn::grid {
namespace {

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
void Series<Format>::forward(std::span<const Grid<Value>> in, std::span<Grid<Value>> out,
                             Run& run) const {
  std::span<const Grid<Value>> from = in;
  for (std::size_t i = 0; i < children_.size(); ++i) {
    const bool last = i + 1 == children_.size();
    const auto to = last ? out : run.scratch.template grids<Value>(slot_[i % 2], in.size());
    children_[i]->forward(from, to, run);
    from = to;
  }
}

template <class Format>
Parallel<Format>::Parallel(std::vector<LayerPtr<Format>> children, Slots& slots)
    : children_(std::move(children)) {
  for (std::size_t i = 0; i < children_.size(); ++i) slots_.push_back(slots.take());
}

/// The children's features side by side; where their grids differ in size, what all have.
template <class Format>
void Parallel<Format>::join(Scratch& scratch, std::size_t line, Grid<Value>& out) const {
  const auto part_of = [&](int slot) -> const Grid<Value>& {
    return scratch.template grids<Value>(slot, line + 1)[line];
  };
  int features = 0, height = part_of(slots_[0]).height, width = part_of(slots_[0]).width;
  for (const int slot : slots_) {
    features += part_of(slot).features;
    height = std::min(height, part_of(slot).height);
    width = std::min(width, part_of(slot).width);
  }
  out.resize(height, width, features);
  int first = 0;
  for (const int slot : slots_) {
    const Grid<Value>& part = part_of(slot);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        std::copy_n(part.at(y, x), part.features, out.at(y, x) + first);
    first += part.features;
  }
}

template <class Format>
void Parallel<Format>::forward(std::span<const Grid<Value>> in, std::span<Grid<Value>> out,
                               Run& run) const {
  for (std::size_t i = 0; i < children_.size(); ++i)
    children_[i]->forward(in, run.scratch.template grids<Value>(slots_[i], in.size()), run);
  for (std::size_t line = 0; line < in.size(); ++line) join(run.scratch, line, out[line]);
}

template <class Format>
Rearranged<Format>::Rearranged(Rearrangement kind, LayerPtr<Format> child, Slots& slots)
    : kind_(kind), child_(std::move(child)), before_(slots.take()), after_(slots.take()) {}

template <class Format>
void Rearranged<Format>::forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const {
  Grid<Value>& before = run.scratch.template grid<Value>(before_);
  Grid<Value>& after = run.scratch.template grid<Value>(after_);
  rearrange(kind_, in, before);
  child_->forward({&before, 1}, {&after, 1}, run);
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

}  // namespace longhand::nn::grid
