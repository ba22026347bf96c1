#pragma once

#include <memory>
#include <span>

#include <longhand/error.h>

#include "nn/grid/grid.h"
#include "nn/grid/layer_spec.h"
#include "nn/grid/noise.h"

namespace longhand::nn::grid {

/// A Tesseract network packed for the kernels. Immutable: working memory lives in a Workspace, so
/// one network serves many threads.
class Network {
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

  /// Packs the weights and fuses what can be fused. Fails as check_network().
  static Result<Network> build(const LayerSpec& spec);

  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  ~Network();

  int input_height() const;  ///< rows of the input grid; 0 = any
  int x_scale() const;       ///< input columns per time step
  int labels() const;        ///< softmax width

  int least_height() const;  ///< rows that a line must have
  int most_columns() const;  ///< that a line may have, as more would need too much memory

  /// Columns of input that the lines of one call should have at most, so that memory stays bounded.
  int columns_together() const;

  /// Runs lines side by side, each as if it were alone; the borders of each are drawn from a copy
  /// of `noise`. A line is [height][width][1], values in roughly -1..1, of x_scale() to
  /// most_columns() columns and least_height() rows or more. Fills a grid of `out` for each:
  /// [steps][labels] probabilities (height 1, width = steps).
  void forward(std::span<const Grid<float>> lines, const NoiseGenerator& noise,
               Workspace& workspace, std::span<Grid<float>> out) const;

 private:
  struct Impl;
  explicit Network(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace longhand::nn::grid
