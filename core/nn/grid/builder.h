#pragma once

#include "nn/grid/dense.h"
#include "nn/grid/layer.h"
#include "nn/grid/layer_spec.h"

namespace longhand::nn::grid {

/// Turns the tree of a network that check_network() lets pass into layers.
template <class Format>
class Builder {
 public:
  explicit Builder(Slots& slots) : slots_(slots) {}

  /// The layers of a series one after the other, fused where that gives the same result.
  LayerPtr<Format> series(const std::vector<const LayerSpec*>& specs);

 private:
  LayerPtr<Format> layer(const LayerSpec& spec);
  LayerPtr<Format> rearranged(const LayerSpec& spec);
  LayerPtr<Format> parallel(const LayerSpec& spec);
  LayerPtr<Format> lstm(const LayerSpec& spec, bool reversed);
  LayerPtr<Format> dense(const LayerSpec& spec);
  LayerPtr<Format> convolved(const std::vector<const LayerSpec*>& specs, std::size_t& next);

  Slots& slots_;
};

}  // namespace longhand::nn::grid
