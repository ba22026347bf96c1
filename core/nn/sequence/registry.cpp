#include "nn/sequence/registry.h"

namespace longhand::nn::sequence {

// Each stands in a file of its own, with all that there is to the type.
LayerReader read_linear;
LayerReader read_lstm;

namespace {

constexpr LayerType kTypes[] = {
    {"linear", read_linear},
    {"lstm", read_lstm},
};

}  // namespace

std::span<const LayerType> layer_types() { return kTypes; }

}  // namespace longhand::nn::sequence
