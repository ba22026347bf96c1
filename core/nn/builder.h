#pragma once

#include "nn/dense.h"
#include "nn/layer.h"
#include "nn/shape.h"

namespace longhand::nn {

/// Turns the tree of a model file into layers. `shape` follows the data through the network.
template <class Format>
class Builder {
 public:
  explicit Builder(Slots& slots) : slots_(slots) {}

  /// The layers of a series one after the other, fused where that gives the same result.
  Result<LayerPtr<Format>> series(const std::vector<const LayerSpec*>& specs, Shape& shape);

  /// The most activations that any layer built so far has per column of the input.
  double densest() const { return densest_; }

 private:
  using Built = Result<LayerPtr<Format>>;

  Built layer(const LayerSpec& spec, Shape& shape);
  Built plain_layer(const LayerSpec& spec, Shape& shape);
  Built rearranged(const LayerSpec& spec, Shape& shape);
  Built parallel(const LayerSpec& spec, Shape& shape);
  Built lstm(const LayerSpec& spec, bool reversed, Shape& shape);
  Built convolved(const std::vector<const LayerSpec*>& specs, std::size_t& next, Shape& shape);

  void follow(const LayerSpec& spec, Shape& shape);

  Slots& slots_;
  double densest_ = 0;
};

/// The members of nested series in the order in which they run.
std::vector<const LayerSpec*> flatten(const LayerSpec& spec);

}  // namespace longhand::nn
