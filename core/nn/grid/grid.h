#pragma once

#include <cstddef>
#include <vector>

namespace longhand::nn::grid {

/// Activations as [height][width][features], features fastest. Behind the last one stand a few
/// spare elements: kernels may read, never use, a little more than a row.
template <class T>
struct Grid {
  static constexpr std::size_t kSpare = 16;

  int height = 0;
  int width = 0;
  int features = 0;
  std::vector<T> values;

  std::size_t size() const { return std::size_t(height) * width * features; }

  void resize(int new_height, int new_width, int new_features) {
    height = new_height;
    width = new_width;
    features = new_features;
    values.resize(size() + kSpare);
  }
  T* at(int y, int x) { return values.data() + (std::size_t(y) * width + x) * features; }
  const T* at(int y, int x) const {
    return values.data() + (std::size_t(y) * width + x) * features;
  }
};

/// A loop: in wasm a copy of unknown size is a call, too dear for the features of one position.
template <class T>
void copy_features(const T* from, int features, T* to) {
  for (int f = 0; f < features; ++f) to[f] = from[f];
}

}  // namespace longhand::nn::grid
