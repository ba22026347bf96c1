#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "simd/limits.h"

namespace longhand::nn::sequence {

/// Most features that a layer with weights takes in: sums of int8 products stay exact.
inline constexpr int kMaxWidth = simd::kMaxQuantisedColumns;

class Layer;

/// What a layer is, for people.
struct LayerSummary {
  std::string kind;  ///< such as "bidirectional LSTM"
  std::string text;  ///< in one line, such as "LSTM 120 -> 3x384"
  int inputs = 0;
  int outputs = 0;
  std::size_t weights = 0;
  bool int8 = false;                ///< all its matrices
  std::vector<LayerSummary> parts;  ///< layers that it is made of
};

/// A layer as data: what a file says, before it is packed for the kernels.
class LayerSpec {
 public:
  virtual ~LayerSpec() = default;
  virtual std::unique_ptr<Layer> build() const = 0;
  virtual LayerSummary summary() const = 0;

  std::string name;     ///< its tensors are called NAME.weight, ...
  int inputs = 0;       ///< features
  int outputs = 0;      ///< features
  bool streams = true;  ///< no step's result depends on a later step
};

/// A network: layers in the order in which data passes, at least one.
struct ChainSpec {
  std::vector<std::unique_ptr<LayerSpec>> layers;

  int inputs() const { return layers.front()->inputs; }
  int outputs() const { return layers.back()->outputs; }
};

}  // namespace longhand::nn::sequence
