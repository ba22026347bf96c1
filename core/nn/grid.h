#pragma once

#include <cstddef>
#include <vector>

namespace longhand::nn {

/// Activations as [height][width][features], features fastest.
template <class T>
struct Grid {
  int height = 0;
  int width = 0;
  int features = 0;
  std::vector<T> values;

  void resize(int new_height, int new_width, int new_features) {
    height = new_height;
    width = new_width;
    features = new_features;
    values.resize(std::size_t(height) * width * features);
  }
  T* at(int y, int x) { return values.data() + (std::size_t(y) * width + x) * features; }
  const T* at(int y, int x) const { return values.data() + (std::size_t(y) * width + x) * features; }
};

}  // namespace longhand::nn
