#pragma once

#include <memory>

#include "nn/sequence/layer_spec.h"
#include "ocr/line/line_network.h"
#include "ocr/model_description.h"

namespace longhand::ocr {

/// The network of a `.safetensors`: its steps are the columns of a line, what it puts out are
/// logits, or probabilities where its last layer is a softmax. The description has been checked.
std::unique_ptr<LineNetwork> make_sequence_network(nn::sequence::ChainSpec chain, ImageSpec image);

}  // namespace longhand::ocr
