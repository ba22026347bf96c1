#pragma once

#include <memory>
#include <vector>

namespace longhand::bench {

/// What no f32 LSTM stack can do without: each step reads the whole recurrent matrix and computes
/// its gates, as our kernel does; the input product takes its multiply-adds at the machine's peak,
/// or for a single step reads its matrix.
class Bound {
 public:
  Bound(int layers, int directions, int inputs, int hidden);
  void run(int steps) const;

 private:
  struct Part {
    std::vector<float> input, recurrent;
  };
  void compute_gates() const;

  int hidden_;
  std::vector<Part> parts_;
};

}  // namespace longhand::bench
