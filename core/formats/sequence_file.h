#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <longhand/error.h>

#include "nn/sequence/layer_spec.h"
#include "text/json.h"

namespace longhand::formats {

/// A network of PyTorch's layers with what its file says about it; see models/FORMAT.md.
struct SequenceFile {
  nn::sequence::ChainSpec chain;
  text::Json description;           ///< `__metadata__.longhand`, an object
  std::set<std::string> matrices;   ///< tensors that products multiply
  std::vector<std::string> unused;  ///< tensors that no layer has and the file does not let pass
};

/// Reads a `.safetensors` model. Fails with invalid_model, or with unsupported_model for layers
/// that this engine does not have; memory is bounded by a small multiple of the file's size.
Result<SequenceFile> read_sequence_file(std::span<const std::uint8_t> bytes);

/// Fails with unsupported_model unless the description says that the model is of this kind, such as
/// "speech".
Result<void> check_kind(const SequenceFile& file, const std::string& kind);

/// Fails with unsupported_model if tensors are unused: a layer that the description forgot would be
/// left out of the network.
Result<void> check_complete(const SequenceFile& file);

}  // namespace longhand::formats
