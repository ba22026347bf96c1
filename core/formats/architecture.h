#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/safetensors.h"
#include "nn/sequence_weights.h"
#include "text/json.h"

namespace longhand::formats {

struct LstmLayers {
  std::string name;  ///< its parameters are called NAME.weight_ih_l0, ...
  nn::LstmShape shape;
  bool bias = true;
};

struct LinearLayer {
  std::string name;
  int inputs = 0;
  int outputs = 0;
  bool bias = true;
};

/// The network that `__metadata__.longhand` describes: an LSTM, maybe a linear layer behind it.
struct Architecture {
  LstmLayers lstm;
  std::optional<LinearLayer> linear;
  text::Json description;                  ///< of which all this is a part
  std::vector<std::string> other_tensors;  ///< names, or what stands before a dot of names
};

/// Fails with invalid_model, or with unsupported_model for layers that this engine does not have.
Result<Architecture> read_architecture(const SafeTensors& file);

}  // namespace longhand::formats
