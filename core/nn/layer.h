#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "nn/grid.h"
#include "nn/noise.h"
#include "simd/kernels.h"

namespace longhand::nn {

/// Buffers by number, kept from one line to the next. A layer asks for its numbers when it is
/// built.
class Scratch {
 public:
  template <class T>
  Grid<T>& grid(int slot) {
    return element(grids(T{}), slot);
  }

  template <class T>
  std::vector<T>& list(int slot) {
    return element(lists(T{}), slot);
  }

 private:
  template <class T>
  static T& element(std::deque<T>& all, int slot) {
    while (int(all.size()) <= slot) all.emplace_back();
    return all[slot];
  }
  auto& grids(std::int16_t) { return int16_grids_; }
  auto& grids(std::uint8_t) { return byte_grids_; }
  auto& grids(float) { return float_grids_; }
  auto& lists(std::int16_t) { return int16_lists_; }
  auto& lists(std::uint8_t) { return byte_lists_; }
  auto& lists(std::int32_t) { return int32_lists_; }
  auto& lists(float) { return float_lists_; }

  std::deque<Grid<std::int16_t>> int16_grids_;
  std::deque<Grid<std::uint8_t>> byte_grids_;
  std::deque<Grid<float>> float_grids_;
  std::deque<std::vector<std::int16_t>> int16_lists_;
  std::deque<std::vector<std::uint8_t>> byte_lists_;
  std::deque<std::vector<std::int32_t>> int32_lists_;
  std::deque<std::vector<float>> float_lists_;
};

/// Hands out buffer numbers while a network is built.
struct Slots {
  int next = 0;
  int take() { return next++; }
};

/// What a layer needs besides its input.
struct Run {
  NoiseGenerator& noise;
  Scratch& scratch;
};

/// One layer. Format says how activations are kept: Int8 (int16 holding value * 127), Bytes (a byte
/// holding 128 more) or Float32.
template <class Format>
class Layer {
 public:
  using Value = typename Format::Input;

  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  /// Resizes and fills `out`, which is not `in`.
  virtual void forward(const Grid<Value>& in, Grid<Value>& out, Run& run) const = 0;
};

template <class Format>
using LayerPtr = std::unique_ptr<Layer<Format>>;

/// Rows of inputs that a layer multiplies at a time: their sums stay in the nearest cache.
inline constexpr int kChunk = 48;

}  // namespace longhand::nn
