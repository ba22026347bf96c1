#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "nn/grid/grid.h"
#include "nn/grid/noise.h"
#include "simd/kernels.h"

namespace longhand::nn::grid {

/// Buffers by number, kept from one line to the next. A layer asks for its numbers when it is
/// built.
class Scratch {
 public:
  template <class T>
  std::span<Grid<T>> grids(int slot, std::size_t lines) {
    std::vector<Grid<T>>& all = element(grids(T{}), slot);
    if (all.size() < lines) all.resize(lines);
    return {all.data(), lines};
  }

  template <class T>
  Grid<T>& grid(int slot) {
    return grids<T>(slot, 1)[0];
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

  std::deque<std::vector<Grid<std::int16_t>>> int16_grids_;
  std::deque<std::vector<Grid<std::uint8_t>>> byte_grids_;
  std::deque<std::vector<Grid<float>>> float_grids_;
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
  std::span<NoiseGenerator> noise;  ///< one for each line
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

  /// Resizes and fills a grid of `out`, which is not one of `in`, for each line. A line's result
  /// does not depend on its company.
  virtual void forward(std::span<const Grid<Value>> in, std::span<Grid<Value>> out,
                       Run& run) const = 0;
};

/// A layer that takes one line after the other.
template <class Format>
class LineLayer : public Layer<Format> {
 public:
  using typename Layer<Format>::Value;

  void forward(std::span<const Grid<Value>> in, std::span<Grid<Value>> out, Run& run) const final {
    for (std::size_t i = 0; i < in.size(); ++i) {
      Run own{run.noise.subspan(i, 1), run.scratch};
      forward_line(in[i], out[i], own);
    }
  }

 private:
  virtual void forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const = 0;
};

template <class Format>
using LayerPtr = std::unique_ptr<Layer<Format>>;

/// Rows of inputs that a layer multiplies at a time: their sums stay in the nearest cache.
inline constexpr int kChunk = 48;

}  // namespace longhand::nn::grid
