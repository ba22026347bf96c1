#pragma once

#include "formats/byte_reader.h"
#include "nn/grid/layer_spec.h"

namespace longhand::formats {

/// Reads one weight matrix of a Tesseract network, int8 or double. `training` says that arrays of
/// the optimiser follow; they are skipped. Every weight is finite and at most 1e6 in size.
nn::Matrix read_tesseract_weights(ByteReader& reader, bool training);

}  // namespace longhand::formats
