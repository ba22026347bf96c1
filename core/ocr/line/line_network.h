#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include <longhand/ocr.h>

#include "image/plane.h"

namespace longhand::ocr {

/// What a network read in a line: a probability for each label at each of its time steps.
struct Probabilities {
  int steps = 0;
  int labels = 0;
  std::vector<float> values;  ///< [steps][labels], perhaps more behind them

  std::span<const float> all() const { return {values.data(), std::size_t(steps) * labels}; }
  std::span<const float> at(int step) const {
    return {values.data() + std::size_t(step) * labels, std::size_t(labels)};
  }
};

/// The lines that a network takes.
struct LineSizes {
  int height = 0;            ///< rows that they have; 0 = any
  int least_height = 1;      ///< where any
  int x_scale = 1;           ///< columns per time step, the least that a line may have
  int most_columns = 1;      ///< that a line may have, as more would need too much memory
  int columns_together = 1;  ///< that the lines of one call should have at most, so that memory
                             ///< stays bounded
};

/// The network of a model that reads lines of print. Immutable, one for any number of threads.
class LineNetwork {
 public:
  /// A network at work, with its working memory.
  class Reader {
   public:
    Reader() = default;
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    virtual ~Reader() = default;

    /// Reads lines, of sizes() and dark on light, each as if it were alone.
    virtual void read(std::span<const image::Plane> lines, Noise noise,
                      std::span<Probabilities> out) = 0;
  };

  LineNetwork() = default;
  LineNetwork(const LineNetwork&) = delete;
  LineNetwork& operator=(const LineNetwork&) = delete;
  virtual ~LineNetwork() = default;

  virtual const LineSizes& sizes() const = 0;
  virtual int labels() const = 0;  ///< softmax width

  /// The network must outlive it.
  virtual std::unique_ptr<Reader> start() const = 0;
};

}  // namespace longhand::ocr
