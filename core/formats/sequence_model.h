#pragma once

#include <string>
#include <vector>

#include "formats/safetensors.h"
#include "nn/sequence_weights.h"

namespace longhand::formats {

/// A network of PyTorch's parts with what its file says about it; see models/FORMAT.md.
struct SequenceModel {
  nn::SequenceWeights weights;
  std::string description;          ///< the JSON text of `__metadata__.longhand`
  std::vector<std::string> unused;  ///< tensors that no layer has and the file does not let pass
};

/// Reads a `.safetensors` model. Fails with invalid_model or unsupported_model; memory is bounded
/// by a small multiple of the file's size.
Result<SequenceModel> read_sequence_model(std::span<const std::uint8_t> bytes);

/// Fails with unsupported_model if tensors are unused: a layer that the description forgot would be
/// left out of the network.
Result<void> check_complete(const SequenceModel& model);

}  // namespace longhand::formats
