#pragma once

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "nn/grid/layer_spec.h"

namespace longhand::nn::grid::testing {

/// A network with an input and the softmax that an independent implementation computed for it; see
/// tests/fixtures/nn/generate.py.
struct NetworkCase {
  std::string name;
  std::int64_t noise_seed = 0;
  LayerSpec network;
  bool int8 = false;
  int height = 0, width = 0, steps = 0, labels = 0;
  std::vector<float> line, softmax;
};

inline LayerKind kind_of(const std::string& name) {
  static const std::map<std::string, LayerKind> kinds{
      {"input", LayerKind::input},
      {"series", LayerKind::series},
      {"parallel", LayerKind::parallel},
      {"reverse_x", LayerKind::reverse_x},
      {"reverse_y", LayerKind::reverse_y},
      {"transpose_xy", LayerKind::transpose_xy},
      {"convolve", LayerKind::convolve},
      {"maxpool", LayerKind::maxpool},
      {"reconfig", LayerKind::reconfig},
      {"lstm", LayerKind::lstm},
      {"summarising_lstm", LayerKind::summarising_lstm},
      {"fully_connected", LayerKind::fully_connected}};
  return kinds.at(name);
}

inline Activation activation_of(const std::string& name) {
  static const std::map<std::string, Activation> activations{
      {"linear", Activation::linear},     {"tanh", Activation::tanh},
      {"logistic", Activation::logistic}, {"relu", Activation::relu},
      {"clip_0_1", Activation::clip_0_1}, {"clip_1_1", Activation::clip_1_1},
      {"softmax", Activation::softmax},   {"softmax_no_ctc", Activation::softmax_no_ctc}};
  return activations.at(name);
}

inline Matrix read_matrix(std::istream& in, bool& int8) {
  Matrix matrix;
  std::string format;
  in >> format >> matrix.rows >> matrix.cols;
  int8 = format == "int8";
  for (int i = 0; i < matrix.rows * matrix.cols; ++i) {
    float value;
    in >> value;
    if (int8) matrix.int8.push_back(std::int8_t(value));
    else matrix.real.push_back(value);
  }
  for (int row = 0; int8 && row < matrix.rows; ++row) {
    double scale;
    in >> scale;
    matrix.scale.push_back(float(scale / 127));
  }
  return matrix;
}

inline LayerSpec read_layer(std::istream& in, bool& int8) {
  std::string word, kind, activation;
  LayerSpec layer;
  std::size_t weights, children;
  in >> word >> kind >> layer.inputs >> layer.outputs >> activation >> layer.size_x >>
      layer.size_y >> layer.input_height >> weights >> children;
  layer.name = kind;
  layer.kind = kind_of(kind);
  layer.activation = activation_of(activation);
  while (weights-- > 0) layer.weights.push_back(read_matrix(in, int8));
  while (children-- > 0) layer.children.push_back(read_layer(in, int8));
  return layer;
}

inline std::vector<NetworkCase> read_cases(const std::string& path) {
  std::vector<NetworkCase> cases;
  std::ifstream in(path);
  std::string word;
  while (in >> word) {
    NetworkCase c;
    in >> c.name >> c.noise_seed;
    c.network = read_layer(in, c.int8);
    in >> word >> c.height >> c.width;
    c.line.resize(c.height * c.width);
    for (float& value : c.line) in >> value;
    in >> word >> c.steps >> c.labels;
    c.softmax.resize(c.steps * c.labels);
    for (float& value : c.softmax) in >> value;
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace longhand::nn::grid::testing
