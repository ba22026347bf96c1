#include "nn/grid/builder.h"

#include <algorithm>
#include <utility>

#include "nn/grid/convolve.h"
#include "nn/grid/lstm.h"
#include "nn/grid/pooling.h"
#include "nn/grid/rearrange.h"
#include "nn/grid/shape.h"

namespace longhand::nn::grid {
namespace {

bool is_softmax(Activation a) {
  return a == Activation::softmax || a == Activation::softmax_no_ctc;
}

bool is_plain_dense(const LayerSpec& spec) {
  return spec.kind == LayerKind::fully_connected && !is_softmax(spec.activation);
}

simd::Squash squash_of(Activation activation) {
  switch (activation) {
    case Activation::tanh: return simd::Squash::tanh;
    case Activation::logistic: return simd::Squash::logistic;
    case Activation::relu: return simd::Squash::relu;
    case Activation::clip_0_1: return simd::Squash::clip_0_1;
    case Activation::clip_1_1: return simd::Squash::clip_1_1;
    default: return simd::Squash::linear;
  }
}

/// The maximum of sums is the sum of the maximum only if no scale is negative.
bool keeps_order(const Matrix& weights) {
  return std::none_of(weights.scale.begin(), weights.scale.end(), [](double s) { return s < 0; });
}

}  // namespace

template <class Format>
LayerPtr<Format> Builder<Format>::series(const std::vector<const LayerSpec*>& specs) {
  std::vector<LayerPtr<Format>> layers;
  for (std::size_t next = 0; next < specs.size();) {
    const bool fused = specs[next]->kind == LayerKind::convolve && next + 1 < specs.size() &&
                       is_plain_dense(*specs[next + 1]);
    layers.push_back(fused ? convolved(specs, next) : layer(*specs[next++]));
  }
  return std::make_unique<Series<Format>>(std::move(layers), slots_);
}

template <class Format>
LayerPtr<Format> Builder<Format>::convolved(const std::vector<const LayerSpec*>& specs,
                                            std::size_t& next) {
  const LayerSpec& window = *specs[next++];
  const LayerSpec& dense = *specs[next++];
  int pool_x = 1, pool_y = 1;
  if (next < specs.size() && specs[next]->kind == LayerKind::maxpool &&
      keeps_order(dense.weights[0])) {
    pool_x = specs[next]->size_x;
    pool_y = specs[next++]->size_y;
  }
  return std::make_unique<ConvolvedDense<Format>>(window.size_x, window.size_y, window.inputs,
                                                  dense.weights[0], squash_of(dense.activation),
                                                  pool_x, pool_y, slots_);
}

template <class Format>
LayerPtr<Format> Builder<Format>::layer(const LayerSpec& spec) {
  switch (spec.kind) {
    case LayerKind::series: return series(flatten(spec));
    case LayerKind::parallel: return parallel(spec);
    case LayerKind::reverse_x:
    case LayerKind::reverse_y:
    case LayerKind::transpose_xy: return rearranged(spec);
    case LayerKind::lstm:
    case LayerKind::summarising_lstm: return lstm(spec, false);
    case LayerKind::convolve:
      return std::make_unique<Convolve<Format>>(spec.size_x, spec.size_y, spec.inputs);
    case LayerKind::maxpool: return std::make_unique<Maxpool<Format>>(spec.size_x, spec.size_y);
    case LayerKind::reconfig: return std::make_unique<Reconfig<Format>>(spec.size_x, spec.size_y);
    case LayerKind::fully_connected: return dense(spec);
    case LayerKind::input: break;
  }
  return nullptr;
}

template <class Format>
LayerPtr<Format> Builder<Format>::lstm(const LayerSpec& spec, bool reversed) {
  const auto output = spec.kind == LayerKind::lstm ? Lstm<Format>::Output::every_step
                                                   : Lstm<Format>::Output::last_step;
  return std::make_unique<Lstm<Format>>(spec.weights, spec.inputs, output, reversed, slots_);
}

template <class Format>
LayerPtr<Format> Builder<Format>::dense(const LayerSpec& spec) {
  if (is_softmax(spec.activation))
    return std::make_unique<InnerSoftmax<Format>>(spec.weights[0], slots_);
  return std::make_unique<Dense<Format>>(spec.weights[0], squash_of(spec.activation), slots_);
}

template <class Format>
LayerPtr<Format> Builder<Format>::rearranged(const LayerSpec& spec) {
  const LayerSpec& child = spec.children[0];
  if (spec.kind == LayerKind::reverse_x && child.kind == LayerKind::lstm) return lstm(child, true);
  const Rearrangement kind = spec.kind == LayerKind::transpose_xy ? Rearrangement::transpose
                             : spec.kind == LayerKind::reverse_x  ? Rearrangement::reverse_x
                                                                  : Rearrangement::reverse_y;
  LayerPtr<Format> inner = layer(child);
  return std::make_unique<Rearranged<Format>>(kind, std::move(inner), slots_);
}

template <class Format>
LayerPtr<Format> Builder<Format>::parallel(const LayerSpec& spec) {
  std::vector<LayerPtr<Format>> layers;
  for (const LayerSpec& child : spec.children) layers.push_back(layer(child));
  return std::make_unique<Parallel<Format>>(std::move(layers), slots_);
}

template class Builder<simd::Int8>;
template class Builder<simd::Bytes>;
template class Builder<simd::Float32>;

}  // namespace longhand::nn::grid
