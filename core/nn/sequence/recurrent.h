#pragma once

#include <string>

namespace longhand::nn::sequence {

inline constexpr int kMaxRecurrentLayers = 64;

/// What ends the names of PyTorch's tensors of one direction of one layer.
inline std::string part_suffix(int part, int directions) {
  return "_l" + std::to_string(part / directions) + (part % directions ? "_reverse" : "");
}

}  // namespace longhand::nn::sequence
