#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace longhand::nn::sequence {

/// A layer at work on `batch` sequences side by side, with its working memory.
class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  /// in: [steps][batch][inputs], which may be overwritten. Returns [steps][batch][outputs], valid
  /// until the next call and as long as `in`. How a sequence is cut into calls changes no bit of
  /// what a layer that streams puts out. Allocates only for more steps than any call before had.
  virtual std::span<float> forward(int steps, std::span<float> in) = 0;
};

/// A layer packed for this machine: immutable, one for any number of streams, which it outlives.
class Layer {
 public:
  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  /// How many numbers a stream carries from call to call.
  virtual std::size_t carried(int /*batch*/) const { return 0; }

  /// `carried`: these numbers, zeros at the start, which outlive the stream. They may be copied,
  /// stored and restored.
  virtual std::unique_ptr<Stream> start(int batch, std::span<float> carried) const = 0;

  virtual std::size_t bytes() const = 0;  ///< that the packed weights take
};

}  // namespace longhand::nn::sequence
