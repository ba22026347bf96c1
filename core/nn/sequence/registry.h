#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "nn/sequence/layer_source.h"
#include "nn/sequence/layer_spec.h"

namespace longhand::nn::sequence {

/// Reads a layer, checks that it fits behind the one before and that its tensors fit it. Null if
/// nothing is left to do for it.
using LayerReader = std::unique_ptr<LayerSpec>(LayerSource& from);

/// A type of layer: what descriptions call it, and how it is read.
struct LayerType {
  std::string_view name;
  LayerReader* read;
};

std::span<const LayerType> layer_types();

}  // namespace longhand::nn::sequence
