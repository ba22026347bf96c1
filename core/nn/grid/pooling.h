#pragma once

#include "nn/grid/layer.h"

namespace longhand::nn::grid {

/// The maximum of each feature over scale_x x scale_y positions; what does not fill one is dropped.
template <class Format>
class Maxpool : public LineLayer<Format> {
 public:
  using typename LineLayer<Format>::Value;
  Maxpool(int scale_x, int scale_y) : scale_x_(scale_x), scale_y_(scale_y) {}

 private:
  void forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;
  int scale_x_, scale_y_;
};

/// The features of scale_x x scale_y positions side by side, column by column.
template <class Format>
class Reconfig : public LineLayer<Format> {
 public:
  using typename LineLayer<Format>::Value;
  Reconfig(int scale_x, int scale_y) : scale_x_(scale_x), scale_y_(scale_y) {}

 private:
  void forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;
  int scale_x_, scale_y_;
};

}  // namespace longhand::nn::grid
