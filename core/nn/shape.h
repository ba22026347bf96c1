#pragma once

#include <longhand/error.h>

#include "nn/layer_spec.h"

namespace longhand::nn {

/// The most outputs of a layer, or of several side by side.
inline constexpr int kMaxFeatures = 1 << 17;

/// One direction of a grid while a network is built.
struct Axis {
  int size = 0;   ///< positions; 0 = depends on the line
  int scale = 1;  ///< input pixels per position
};

struct Shape {
  Axis y, x;
  int features = 0;
};

/// Checks that `layer` can follow `shape`: its inputs, its weights, its sizes. Fails with
/// invalid_model or unsupported_model.
Result<void> check_layer(const LayerSpec& layer, const Shape& shape);

/// The shape behind a convolve, maxpool, reconfig, lstm or fully connected layer.
Shape shape_after(const LayerSpec& layer, Shape shape);

/// Activations of a layer per column of the input; a line of unknown height counts as 48 rows high.
double values_per_column(const Shape& shape);

tl::unexpected<Error> layer_error(const LayerSpec& layer, const std::string& what);

}  // namespace longhand::nn
