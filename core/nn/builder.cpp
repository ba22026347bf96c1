#include "nn/builder.h"

#include <algorithm>
#include <utility>

#include "nn/convolve.h"
#include "nn/pooling.h"
#include "nn/rearrange.h"
#include "nn/tesseract_lstm.h"

namespace longhand::nn {
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
bool keeps_order(const WeightMatrix& weights) {
  return std::none_of(weights.scale.begin(), weights.scale.end(), [](double s) { return s < 0; });
}

void flatten_into(const LayerSpec& spec, std::vector<const LayerSpec*>& out) {
  if (spec.kind != LayerKind::series) return out.push_back(&spec);
  for (const LayerSpec& child : spec.children) flatten_into(child, out);
}

Result<void> check_child(const LayerSpec& spec) {
  if (spec.children.size() == 1) return {};
  return layer_error(spec, "expected 1 inner layer, found " + std::to_string(spec.children.size()));
}

}  // namespace

std::vector<const LayerSpec*> flatten(const LayerSpec& spec) {
  std::vector<const LayerSpec*> specs;
  flatten_into(spec, specs);
  return specs;
}

template <class Format>
void Builder<Format>::follow(const LayerSpec& spec, Shape& shape) {
  shape = shape_after(spec, shape);
  densest_ = std::max(densest_, values_per_column(shape));
}

template <class Format>
auto Builder<Format>::series(const std::vector<const LayerSpec*>& specs, Shape& shape) -> Built {
  std::vector<LayerPtr<Format>> layers;
  for (std::size_t next = 0; next < specs.size();) {
    const bool fused = specs[next]->kind == LayerKind::convolve && next + 1 < specs.size() &&
                       is_plain_dense(*specs[next + 1]);
    Built built = fused ? convolved(specs, next, shape) : layer(*specs[next++], shape);
    if (!built) return built;
    layers.push_back(std::move(*built));
  }
  if (layers.empty()) return fail(ErrorCode::invalid_model, "network: a series without layers");
  return LayerPtr<Format>(std::make_unique<Series<Format>>(std::move(layers), slots_));
}

template <class Format>
auto Builder<Format>::convolved(const std::vector<const LayerSpec*>& specs, std::size_t& next,
                                Shape& shape) -> Built {
  const LayerSpec& window = *specs[next++];
  const LayerSpec& dense = *specs[next++];
  const int features = shape.features;
  for (const LayerSpec* spec : {&window, &dense}) {
    if (auto ok = check_layer(*spec, shape); !ok) return tl::unexpected(ok.error());
    follow(*spec, shape);
  }
  int pool_x = 1, pool_y = 1;
  if (next < specs.size() && specs[next]->kind == LayerKind::maxpool &&
      keeps_order(dense.weights[0])) {
    const LayerSpec& pool = *specs[next++];
    if (auto ok = check_layer(pool, shape); !ok) return tl::unexpected(ok.error());
    follow(pool, shape);
    pool_x = pool.size_x;
    pool_y = pool.size_y;
  }
  return LayerPtr<Format>(std::make_unique<ConvolvedDense<Format>>(
      window.size_x, window.size_y, features, dense.weights[0], squash_of(dense.activation), pool_x,
      pool_y, slots_));
}

template <class Format>
auto Builder<Format>::layer(const LayerSpec& spec, Shape& shape) -> Built {
  switch (spec.kind) {
    case LayerKind::series: return series(flatten(spec), shape);
    case LayerKind::parallel: return parallel(spec, shape);
    case LayerKind::reverse_x:
    case LayerKind::reverse_y:
    case LayerKind::transpose_xy: return rearranged(spec, shape);
    case LayerKind::input: return layer_error(spec, "an input inside the network");
    default: return plain_layer(spec, shape);
  }
}

template <class Format>
auto Builder<Format>::lstm(const LayerSpec& spec, bool reversed, Shape& shape) -> Built {
  if (auto ok = check_layer(spec, shape); !ok) return tl::unexpected(ok.error());
  using Lstm = TesseractLstm<Format>;
  const auto output = spec.kind == LayerKind::lstm ? Lstm::Output::every_step
                                                   : Lstm::Output::last_step;
  const int features = shape.features;
  follow(spec, shape);
  return LayerPtr<Format>(std::make_unique<Lstm>(spec.weights, features, output, reversed, slots_));
}

template <class Format>
auto Builder<Format>::plain_layer(const LayerSpec& spec, Shape& shape) -> Built {
  if (spec.kind == LayerKind::lstm || spec.kind == LayerKind::summarising_lstm)
    return lstm(spec, false, shape);
  if (auto ok = check_layer(spec, shape); !ok) return tl::unexpected(ok.error());
  const int features = shape.features;
  follow(spec, shape);
  LayerPtr<Format> built;
  if (spec.kind == LayerKind::convolve)
    built = std::make_unique<Convolve<Format>>(spec.size_x, spec.size_y, features);
  else if (spec.kind == LayerKind::maxpool)
    built = std::make_unique<Maxpool<Format>>(spec.size_x, spec.size_y);
  else if (spec.kind == LayerKind::reconfig)
    built = std::make_unique<Reconfig<Format>>(spec.size_x, spec.size_y);
  else if (is_softmax(spec.activation))
    built = std::make_unique<InnerSoftmax<Format>>(spec.weights[0], slots_);
  else built = std::make_unique<Dense<Format>>(spec.weights[0], squash_of(spec.activation), slots_);
  return built;
}

template <class Format>
auto Builder<Format>::rearranged(const LayerSpec& spec, Shape& shape) -> Built {
  if (auto ok = check_child(spec); !ok) return tl::unexpected(ok.error());
  const LayerSpec& child = spec.children[0];
  if (spec.kind == LayerKind::reverse_x && child.kind == LayerKind::lstm)
    return lstm(child, true, shape);
  const bool transposed = spec.kind == LayerKind::transpose_xy;
  if (transposed) std::swap(shape.x, shape.y);
  Built inner = layer(child, shape);
  if (!inner) return inner;
  if (transposed) std::swap(shape.x, shape.y);
  const Rearrangement kind = transposed                          ? Rearrangement::transpose
                             : spec.kind == LayerKind::reverse_x ? Rearrangement::reverse_x
                                                                 : Rearrangement::reverse_y;
  return LayerPtr<Format>(std::make_unique<Rearranged<Format>>(kind, std::move(*inner), slots_));
}

template <class Format>
auto Builder<Format>::parallel(const LayerSpec& spec, Shape& shape) -> Built {
  std::vector<LayerPtr<Format>> layers;
  Shape all = shape;
  int features = 0;
  for (const LayerSpec& child : spec.children) {
    Shape own = shape;
    Built built = layer(child, own);
    if (!built) return built;
    if (!layers.empty() && (own.x.scale != all.x.scale || own.y.scale != all.y.scale ||
                            own.x.size != all.x.size || own.y.size != all.y.size))
      return layer_error(child, "a grid of another size than its neighbour's");
    layers.push_back(std::move(*built));
    all = own;
    features += own.features;
    if (features > kMaxFeatures)
      return layer_error(spec, "more than " + std::to_string(kMaxFeatures) + " outputs");
  }
  if (layers.empty()) return layer_error(spec, "no inner layers");
  shape = all;
  shape.features = features;
  densest_ = std::max(densest_, values_per_column(shape));
  return LayerPtr<Format>(std::make_unique<Parallel<Format>>(std::move(layers), slots_));
}

template class Builder<simd::Int8>;
template class Builder<simd::Bytes>;
template class Builder<simd::Float32>;

}  // namespace longhand::nn
