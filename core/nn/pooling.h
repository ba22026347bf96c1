#pragma once

#include "nn/layer.h"

namespace longhand::nn {

/// The maximum of each feature over scale_x x scale_y positions; what does not fill one is dropped.
template <class Format>
class Maxpool : public Layer<Format> {
 public:
  using typename Layer<Format>::Value;
  Maxpool(int scale_x, int scale_y) : scale_x_(scale_x), scale_y_(scale_y) {}
  void forward(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;

 private:
  int scale_x_, scale_y_;
};

/// The features of scale_x x scale_y positions side by side, column by column.
template <class Format>
class Reconfig : public Layer<Format> {
 public:
  using typename Layer<Format>::Value;
  Reconfig(int scale_x, int scale_y) : scale_x_(scale_x), scale_y_(scale_y) {}
  void forward(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;

 private:
  int scale_x_, scale_y_;
};

}  // namespace longhand::nn
