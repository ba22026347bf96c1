#pragma once

#include <longhand/error.h>

#include "nn/layer_spec.h"

namespace longhand::formats {

/// Checks that a network reads lines: it starts with its only input, neighbouring layers agree on
/// their features, all weights are of one kind (`int8` or not), its rows come down to one, and it
/// ends in the only softmax. Memory per image position is bounded by checking features that cost no
/// weights.
Result<void> check_tesseract_network(const nn::LayerSpec& network, bool int8);

}  // namespace longhand::formats
