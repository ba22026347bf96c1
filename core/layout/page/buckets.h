#pragma once

#include <algorithm>
#include <vector>

namespace longhand::layout {

/// Indices of things with a height on the page, to be found again by that height.
class Buckets {
 public:
  /// Heights are 0..most; each bucket is `size` high.
  Buckets(float most, float size) : size_(std::max(1.0f, size)), all_(place(most) + 1) {}

  void add(float height, int index) { all_[bounded(height)].push_back(index); }

  /// Into every bucket that holds heights in [from, to].
  void add_range(float from, float to, int index) {
    for (std::size_t i = bounded(from); i <= bounded(to); ++i) all_[i].push_back(index);
  }

  /// Calls use(bucket) for all that hold heights in [from, to].
  template <class Use>
  void for_each(float from, float to, Use use) const {
    for (std::size_t i = bounded(from); i <= bounded(to); ++i) use(all_[i]);
  }

 private:
  std::size_t place(float height) const { return std::size_t(std::max(0.0f, height) / size_); }
  std::size_t bounded(float height) const { return std::min(place(height), all_.size() - 1); }

  float size_;
  std::vector<std::vector<int>> all_;
};

}  // namespace longhand::layout
