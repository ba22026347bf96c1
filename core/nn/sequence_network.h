#pragma once

#include <memory>
#include <span>

#include "nn/lstm_state.h"
#include "nn/sequence_weights.h"

namespace longhand::nn {

/// A recurrent network of PyTorch's kind: an LSTM, maybe a linear layer on top of it. Immutable,
/// one for any number of streams.
class SequenceNetwork {
 public:
  /// Working memory that is kept between calls.
  class Workspace {
   public:
    Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;
    ~Workspace();
    struct Impl;
    Impl& impl() { return *impl_; }

   private:
    std::unique_ptr<Impl> impl_;
  };

  /// One stream, or `batch` streams side by side. Only `carried` is state.
  struct State {
    LstmState carried;
    Workspace workspace;
  };

  explicit SequenceNetwork(const SequenceWeights& weights);
  SequenceNetwork(SequenceNetwork&&) noexcept;
  SequenceNetwork& operator=(SequenceNetwork&&) noexcept;
  ~SequenceNetwork();

  State start(int batch = 1) const;  ///< zeros

  /// in: whole steps, [steps][batch][inputs]. Returns [steps][batch][outputs], valid until the next
  /// call with this state. Allocates only when a call has more steps than any before it.
  std::span<const float> logits(std::span<const float> in, State& state) const;

  /// As logits, each row turned into natural logarithms of probabilities (not below -87).
  std::span<const float> log_probabilities(std::span<const float> in, State& state) const;

  int inputs() const;
  int outputs() const;
  std::size_t bytes() const;  ///< that the packed weights take

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace longhand::nn
