#pragma once

#include "nn/grid/layer.h"

namespace longhand::nn::grid {

/// One layer after the other.
template <class Format>
class Series : public Layer<Format> {
 public:
  using typename Layer<Format>::Value;
  Series(std::vector<LayerPtr<Format>> children, Slots& slots);
  void forward(std::span<const Grid<Value>> in, std::span<Grid<Value>> out,
               Run& run) const override;

 private:
  std::vector<LayerPtr<Format>> children_;
  int slot_[2];
};

/// All children see the same input; their features stand side by side. Their grids must agree in
/// size.
template <class Format>
class Parallel : public Layer<Format> {
 public:
  using typename Layer<Format>::Value;
  Parallel(std::vector<LayerPtr<Format>> children, Slots& slots);
  void forward(std::span<const Grid<Value>> in, std::span<Grid<Value>> out,
               Run& run) const override;

 private:
  void join(Scratch& scratch, std::size_t line, Grid<Value>& out) const;

  std::vector<LayerPtr<Format>> children_;
  std::vector<int> slots_;
};

enum class Rearrangement { reverse_x, reverse_y, transpose };

/// Rearranges, runs the child, rearranges back.
template <class Format>
class Rearranged : public LineLayer<Format> {
 public:
  using typename LineLayer<Format>::Value;
  Rearranged(Rearrangement kind, LayerPtr<Format> child, Slots& slots);

 private:
  void forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;
  Rearrangement kind_;
  LayerPtr<Format> child_;
  int before_, after_;
};

}  // namespace longhand::nn::grid
