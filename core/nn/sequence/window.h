#pragma once

#include <span>

#include "nn/sequence/buffer.h"
#include "nn/sequence/layer_spec.h"

namespace longhand::nn::sequence {

/// The steps that a layer sees at once: `kernel` of them, `dilation` apart, and the next time
/// `stride` steps on. Steps of zeros stand before and after a sequence.
struct Window {
  int kernel = 1, stride = 1, dilation = 1;
  int before = 0, after = 0;  ///< at most reach()

  int reach() const { return (kernel - 1) * dilation; }  ///< from its first step to its last
  Pace pace() const { return {after == 0, stride, reach() - before - after}; }

  /// Numbers that are carried, where `row` are those of a step.
  std::size_t carried(std::size_t row) const { return 1 + std::size_t(reach()) * row; }
};

/// Goes over sequences side by side. A window without steps after the sequence carries what it will
/// see again from call to call; else each call is a whole sequence.
class WindowStream {
 public:
  static constexpr std::size_t kSlack = 4;

  /// `row`: numbers of a step, those of all sequences.
  WindowStream(const Window& window, std::size_t row, std::span<float> carried)
      : window_(window), row_(row), carried_(carried) {}

  /// Takes in steps and returns how many windows are complete.
  int push(int steps, std::span<const float> in);

  /// A step within a complete window, [row].
  const float* step(int window, int tap) const { return rows() + place(window, tap) * row_; }

  /// All that windows see, [steps()][row] and kSlack numbers, and where among them a step within a
  /// window stands.
  const float* rows() const { return rows_.data(); }
  std::size_t steps() const { return steps_; }
  std::size_t place(int window, int tap) const {
    return std::size_t(wait_) + std::size_t(window) * window_.stride +
           std::size_t(tap) * window_.dilation;
  }

  /// Whether it stands before or after the sequence.
  bool is_padding(int window, int tap) const {
    const std::size_t at = place(window, tap);
    return window_.after > 0 && (at < first_ || at >= end_);
  }

 private:
  Window window_;
  std::size_t row_;
  std::span<float> carried_;  ///< how many steps less to wait than at the start; reach() steps
  Buffer<float> rows_;        ///< reach() steps, then those of the call
  std::size_t steps_ = 0;
  int wait_ = 0;                     ///< steps that come before the one that completes a window
  std::size_t first_ = 0, end_ = 0;  ///< of the sequence in rows_, where it is whole
};

}  // namespace longhand::nn::sequence
