#pragma once

#include <string>
#include <vector>

#include "nn/matrix.h"

namespace longhand::nn::grid {

enum class LayerKind {
  input,
  series,
  parallel,   ///< children see the same input, their features are concatenated
  reverse_x,  ///< flip x, run the child, flip back
  reverse_y,
  transpose_xy,  ///< swap x and y, run the child, swap back
  convolve,      ///< im2col of (2 half_x + 1) x (2 half_y + 1), no weights
  maxpool,       ///< half_x, half_y hold the scales
  reconfig,      ///< stacking instead of the maximum; half_x, half_y hold the scales
  lstm,
  summarising_lstm,  ///< only the last x of each row is kept
  fully_connected,
};

enum class Activation { linear, tanh, logistic, relu, clip_0_1, clip_1_1, softmax, softmax_no_ctc };

/// One node of a Tesseract network as data: what a file says, before it is packed for the kernels.
/// The last column of its weights is the bias. Activations of an int8 network are value * 127, and
/// so is what a bias is multiplied with: the scale of a row turns a sum of products into a value.
struct LayerSpec {
  LayerKind kind = LayerKind::input;
  std::string name;
  int inputs = 0;   ///< features in
  int outputs = 0;  ///< features out
  Activation activation = Activation::linear;
  int size_x = 0;  ///< convolve: half width; maxpool, reconfig: x scale
  int size_y = 0;
  int input_height = 0;         ///< input: 0 = any
  std::vector<Matrix> weights;  ///< lstm: cell input, input gate, forget gate, output gate;
                                ///< fully_connected: one
  std::vector<LayerSpec> children;
};

}  // namespace longhand::nn::grid
