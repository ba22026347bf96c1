#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace longhand::nn::sequence {

/// A layer at work on `batch` sequences side by side: what it carries from call to call, and its
/// working memory.
class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  /// in: [steps][batch][inputs]. Returns [steps][batch][outputs], valid until the next call. How a
  /// sequence is cut into calls changes no bit of what a layer that streams puts out. Allocates
  /// only for more steps than any call before had.
  virtual std::span<float> forward(int steps, std::span<const float> in) = 0;

  /// What is carried: numbers that may be copied, stored and restored, zeros at the start.
  virtual std::span<float> carried() { return {}; }
};

/// A layer packed for this machine: immutable, one for any number of streams, which it outlives.
class Layer {
 public:
  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  virtual std::unique_ptr<Stream> start(int batch) const = 0;
  virtual std::size_t bytes() const = 0;  ///< that the packed weights take
};

}  // namespace longhand::nn::sequence
