#pragma once

#include <span>
#include <vector>

#include "nn/matrix.h"

namespace longhand::nn::sequence {

/// Changes weights and bias so that each row's product is factor * product + shift.
void scale_rows(std::span<const float> factor, std::span<const float> shift, Matrix& weights,
                std::vector<float>& bias);

}  // namespace longhand::nn::sequence
