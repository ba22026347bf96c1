#pragma once

#include <vector>

namespace longhand::nn {

/// What an LSTM carries from call to call, as PyTorch's (h_n, c_n): plain numbers that may be
/// copied, stored and restored.
struct LstmState {
  int batch = 1;
  std::vector<float> hidden;  ///< [layer * directions + direction][batch][outputs]
  std::vector<float> cell;    ///< [layer * directions + direction][batch][hidden]
};

}  // namespace longhand::nn
