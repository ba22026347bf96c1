#pragma once

#include "nn/layer.h"
#include "nn/packed_layer.h"

namespace longhand::nn {

/// squash(W u + b) at each position.
template <class Format>
class Dense : public LineLayer<Format> {
 public:
  using typename LineLayer<Format>::Value;
  Dense(const WeightMatrix& weights, simd::Squash squash, Slots& slots);

 private:
  void forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;
  PackedLayer<Format> layer_;
  simd::Squash squash_;
  int outputs_, slot_;
};

/// softmax(W u + b) at each position, as float whatever the network's format.
template <class Format>
class SoftmaxHead {
 public:
  SoftmaxHead(const WeightMatrix& weights, Slots& slots);
  void forward(const Grid<typename Format::Input>& in, Grid<float>& out, Run& run) const;
  int labels() const { return labels_; }

 private:
  PackedLayer<Format> layer_;
  int labels_, slot_;
};

/// A softmax in the middle of a network: its result is kept like any other activation.
template <class Format>
class InnerSoftmax : public LineLayer<Format> {
 public:
  using typename LineLayer<Format>::Value;
  InnerSoftmax(const WeightMatrix& weights, Slots& slots);

 private:
  void forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const override;
  SoftmaxHead<Format> softmax_;
  int slot_;
};

}  // namespace longhand::nn
