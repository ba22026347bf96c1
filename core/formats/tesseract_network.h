#pragma once

#include <longhand/error.h>

#include "formats/byte_reader.h"
#include "nn/grid/layer_spec.h"

namespace longhand::formats {

/// Reads the serialized layer tree at the start of the `lstm` component and leaves the reader
/// behind it. Each layer's own counts agree with its weights; how layers fit together is
/// check_tesseract_network's business. Fails with unsupported_model for layer kinds that this
/// engine does not have.
Result<nn::grid::LayerSpec> read_tesseract_network(ByteReader& reader);

}  // namespace longhand::formats
