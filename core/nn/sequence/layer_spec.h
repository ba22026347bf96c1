#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simd/limits.h"

namespace longhand::nn::sequence {

/// Most features that a layer with weights takes in: sums of int8 products stay exact.
inline constexpr int kMaxWidth = simd::kMaxQuantisedColumns;

/// Most numbers of a step between two layers, and of rows of a step.
inline constexpr int kMaxFeatures = 1 << 16;
inline constexpr int kMaxHeight = 1024;

class Layer;

/// What a step of a sequence is: a column of a picture, `height` rows of `channels` numbers, or in
/// a plain sequence one row.
struct Shape {
  int height = 1;
  int channels = 0;

  int features() const { return height * channels; }
  bool operator==(const Shape&) const = default;
};

/// How steps go through a layer, or a chain.
struct Pace {
  bool streams = true;  ///< how a sequence is cut into calls changes nothing
  int stride = 1;       ///< steps in for each step out
  int lead = 0;  ///< steps in, besides one, until the first step out comes: the latency of a stream

  /// That of both, this one first.
  Pace then(const Pace& next) const {
    constexpr std::int64_t most = 1 << 30;
    const std::int64_t own = stride;
    return {streams && next.streams, int(std::min(own * next.stride, most)),
            int(std::min(lead + own * next.lead, most))};
  }

  bool operator==(const Pace&) const = default;
};

/// A layer as data: what a file says, before it is packed for the kernels.
class LayerSpec {
 public:
  virtual ~LayerSpec() = default;
  virtual std::unique_ptr<Layer> build() const = 0;

  /// Multiplies what each channel puts out and adds to it; false if its weights cannot take that
  /// in.
  virtual bool scale_outputs(std::span<const float> /*factor*/, std::span<const float> /*shift*/) {
    return false;
  }

  std::string_view type;  ///< what descriptions call it
  std::string name;       ///< its tensors are called NAME.weight, ...
  Shape in, out;
  Pace pace;
  int steps = 0;              ///< that each sequence must have; 0 = any
  bool non_negative = false;  ///< nothing that it puts out is below 0
};

/// A network: layers in the order in which data passes, at least one.
struct ChainSpec {
  std::vector<std::unique_ptr<LayerSpec>> layers;

  Shape in() const { return layers.front()->in; }
  Shape out() const { return layers.back()->out; }
  int inputs() const { return in().features(); }
  int outputs() const { return out().features(); }

  Pace pace() const {
    Pace all;
    for (const auto& layer : layers) all = all.then(layer->pace);
    return all;
  }

  /// Numbers that the widest layer puts out for each step that comes in.
  double widest() const {
    double most = inputs();
    Pace before;
    for (const auto& layer : layers) {
      before = before.then(layer->pace);
      most = std::max(most, double(layer->out.features()) / before.stride);
    }
    return most;
  }

  /// That each sequence must have; 0 = any.
  int steps() const {
    Pace before;
    for (const auto& layer : layers) {
      before = before.then({layer->pace.streams, layer->pace.stride,
                            layer->steps > 0 ? layer->steps - 1 : layer->pace.lead});
      if (layer->steps > 0) return before.lead + 1;
    }
    return 0;
  }
};

}  // namespace longhand::nn::sequence
