#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <longhand/error.h>

namespace longhand {

/// The network of a `.safetensors` model of any kind (see models/FORMAT.md) by itself: numbers in,
/// numbers out. Immutable, shared by any number of threads.
class SequenceModel {
 public:
  /// Reads the bytes of a model file; they are not needed afterwards. Fails with invalid_model or
  /// unsupported_model.
  static Result<SequenceModel> load(std::span<const std::uint8_t> bytes);

  SequenceModel(SequenceModel&&) noexcept;
  SequenceModel& operator=(SequenceModel&&) noexcept;
  ~SequenceModel();

  int inputs() const;   ///< numbers per step that go in
  int outputs() const;  ///< numbers per step that come out
  int steps() const;    ///< that each sequence must have; 0 = any

  /// Runs a whole sequence of steps, [steps][inputs], from the network's initial state. Returns
  /// what its last layer puts out, [steps out][outputs]. Fails with invalid_option if `sequence`
  /// does not end with a whole step or has not as many as the network needs.
  Result<std::vector<float>> run(std::span<const float> sequence) const;

  /// As run, each step turned into the natural logarithms of probabilities, not below -87.
  Result<std::vector<float>> log_probabilities(std::span<const float> sequence) const;

 private:
  struct Impl;
  explicit SequenceModel(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace longhand
