#include "nn/sequence/scale_rows.h"

namespace longhand::nn::sequence {

void scale_rows(std::span<const float> factor, std::span<const float> shift, Matrix& weights,
                std::vector<float>& bias) {
  bias.resize(std::size_t(weights.rows));
  for (int row = 0; row < weights.rows; ++row) {
    bias[row] = bias[row] * factor[row] + shift[row];
    if (weights.is_int8()) weights.scale[row] *= factor[row];
    else
      for (float& weight :
           std::span(weights.real).subspan(std::size_t(row) * weights.cols, weights.cols))
        weight *= factor[row];
  }
}

}  // namespace longhand::nn::sequence
