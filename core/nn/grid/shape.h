#pragma once

#include <vector>

#include <longhand/error.h>

#include "nn/grid/layer_spec.h"

namespace longhand::nn::grid {

/// The most outputs of a layer, or of several side by side.
inline constexpr int kMaxFeatures = 1 << 16;
inline constexpr int kMaxDepth = 32;  ///< of nested layers

/// What a network asks of a line and makes of it.
struct NetworkShape {
  int height = 0;  ///< rows of the input; 0 = any from least_height on
  int least_height = 1;
  int x_scale = 1;  ///< input columns per time step
  int labels = 0;   ///< softmax width
  bool int8 = false;
  double densest = 0;  ///< the most activations of a layer per column of the input
};

/// The law that a network must obey, all of it: what passes can be built and run. It starts with
/// its only input, neighbouring layers agree on their features, weights have the sizes that their
/// layers say and are of one kind, and it comes down to one row that ends in its only softmax with
/// CTC. What costs no weights is bounded, too. Fails with invalid_model or unsupported_model,
/// naming the layer.
Result<NetworkShape> check_network(const LayerSpec& network);

/// The members of nested series in the order in which they run.
std::vector<const LayerSpec*> flatten(const LayerSpec& spec);

}  // namespace longhand::nn::grid
