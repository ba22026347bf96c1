#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace longhand::image {

/// Counts of pixel values.
class Histogram {
 public:
  void add(std::uint8_t value) {
    ++counts_[value];
    ++total_;
  }

  int total() const { return total_; }

  /// The value below which `fraction` of the counts lie, interpolated within its bucket; 0 without
  /// any.
  float quantile(double fraction) const {
    if (total_ == 0) return 0;
    const double target = std::clamp(fraction * total_, 1.0, double(total_));
    double sum = 0;
    int value = 0;
    while (value < 256 && sum < target) sum += counts_[value++];
    return float(value - (sum - target) / counts_[value - 1]);
  }

 private:
  std::array<int, 256> counts_{};
  int total_ = 0;
};

}  // namespace longhand::image
