#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "nn/sequence/layer_spec.h"

namespace longhand::nn::sequence {

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

/// Of a layer of any type. A program that does not ask for it does not have its texts linked.
LayerSummary summary_of(const LayerSpec& layer);

/// Of a layer of one type.
using LayerSummarizer = LayerSummary(const LayerSpec& layer);

}  // namespace longhand::nn::sequence
