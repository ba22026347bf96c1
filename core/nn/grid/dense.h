#pragma once

#include "nn/grid/layer.h"
#include "nn/packed_rows.h"

namespace longhand::nn::grid {

/// squash(W u + b) at each position.
template <class Format>
class Dense : public LineLayer<Format> {
 public:
  using typename LineLayer<Format>::Value;
  Dense(const Matrix& weights, simd::Squash squash, Slots& slots);

 private:
  void forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;
  PackedRows<Format> layer_;
  simd::Squash squash_;
  int outputs_, slot_;
};

/// softmax(W u + b) at each position, as float whatever the network's format.
template <class Format>
class SoftmaxHead {
 public:
  SoftmaxHead(const Matrix& weights, Slots& slots);
  void forward(const Grid<typename Format::Input>& in, Grid<float>& out, Run& run) const;
  int labels() const { return labels_; }

 private:
  PackedRows<Format> layer_;
  int labels_, slot_;
};

/// A softmax in the middle of a network: its result is kept like any other activation.
template <class Format>
class InnerSoftmax : public LineLayer<Format> {
 public:
  using typename LineLayer<Format>::Value;
  InnerSoftmax(const Matrix& weights, Slots& slots);

 private:
  void forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;
  SoftmaxHead<Format> softmax_;
  int slot_;
};

}  // namespace longhand::nn::grid
