#include "model/vgsl.h"

namespace longhand::model {
namespace {

using nn::grid::Activation;
using nn::grid::LayerKind;
using nn::grid::LayerSpec;

std::string number(int value) { return std::to_string(value); }

char letter_of(Activation activation) {
  switch (activation) {
    case Activation::linear: return 'l';
    case Activation::tanh: return 't';
    case Activation::logistic: return 's';
    case Activation::relu: return 'r';
    case Activation::clip_0_1: return 'p';
    case Activation::clip_1_1: return 'n';
    case Activation::softmax:
    case Activation::softmax_no_ctc: return 'm';
  }
  return '?';
}

bool is_lstm(const LayerSpec& layer) {
  return layer.kind == LayerKind::lstm || layer.kind == LayerKind::summarising_lstm;
}

std::string lstm(const LayerSpec& layer, char direction, char axis) {
  const char* summary = layer.kind == LayerKind::summarising_lstm ? "s" : "";
  return std::string("L") + direction + axis + summary + number(layer.outputs);
}

std::string describe(const LayerSpec& layer);

std::string joined(const LayerSpec& layer, const std::string& open, const std::string& close) {
  std::string text = open;
  for (const auto& child : layer.children) {
    if (text.size() > open.size()) text += ' ';
    text += describe(child);
  }
  return text + close;
}

/// A convolution is written with the fully connected layer that follows it.
bool is_convolution(const LayerSpec& layer) {
  return layer.children.size() == 2 && layer.children[0].kind == LayerKind::convolve &&
         layer.children[1].kind == LayerKind::fully_connected;
}

std::string convolution(const LayerSpec& window, const LayerSpec& weights) {
  return std::string("C") + letter_of(weights.activation) + number(2 * window.size_y + 1) + "," +
         number(2 * window.size_x + 1) + "," + number(weights.outputs);
}

std::string window(const char* name, const LayerSpec& layer) {
  return name + number(layer.size_y) + "," + number(layer.size_x);
}

std::string fully_connected(const LayerSpec& layer) {
  if (layer.activation == Activation::softmax) return "O1c" + number(layer.outputs);
  return std::string("F") + letter_of(layer.activation) + number(layer.outputs);
}

std::string wrapped(const LayerSpec& layer) {
  const LayerSpec& child = layer.children[0];
  switch (layer.kind) {
    case LayerKind::reverse_x:
      return is_lstm(child) ? lstm(child, 'r', 'x') : std::string("Rx") + describe(child);
    case LayerKind::transpose_xy:
      if (is_lstm(child)) return lstm(child, 'f', 'y');
      if (child.kind == LayerKind::reverse_x && is_lstm(child.children[0]))
        return lstm(child.children[0], 'r', 'y');
      return std::string("Txy") + describe(child);
    default: return std::string("Ry") + describe(child);
  }
}

std::string describe(const LayerSpec& layer) {
  switch (layer.kind) {
    case LayerKind::input: return "1," + number(layer.input_height) + ",0," + number(layer.outputs);
    case LayerKind::series:
      return is_convolution(layer) ? convolution(layer.children[0], layer.children[1])
                                   : joined(layer, "[", "]");
    case LayerKind::parallel: return joined(layer, "(", ")");
    case LayerKind::reverse_x:
    case LayerKind::reverse_y:
    case LayerKind::transpose_xy: return wrapped(layer);
    case LayerKind::convolve: return window("C", layer);
    case LayerKind::maxpool: return window("Mp", layer);
    case LayerKind::reconfig: return window("S", layer);
    case LayerKind::lstm:
    case LayerKind::summarising_lstm: return lstm(layer, 'f', 'x');
    case LayerKind::fully_connected: return fully_connected(layer);
  }
  return "";
}

}  // namespace

std::string vgsl(const LayerSpec& network) { return describe(network); }

}  // namespace longhand::model
