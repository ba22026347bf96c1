#pragma once

#include <array>

#include "nn/grid/layer.h"
#include "nn/packed_rows.h"

namespace longhand::nn::grid {

/// Tesseract's LSTM along x, each row of the grid a sequence of its own. Its weights multiply
/// [features, previous output]; gates come in the order cell input, input, forget, output. Many
/// sequences run side by side: the rows of a line, or lines of one row.
template <class Format>
class Lstm : public Layer<Format> {
 public:
  using typename Layer<Format>::Value;
  using Sum = typename Format::Sum;

  enum class Output { every_step, last_step };

  /// `gates` are four matrices of `units` rows and features + units + 1 columns.
  Lstm(const std::vector<Matrix>& gates, int features, Output output, bool reversed, Slots& slots);
  void forward(std::span<const Grid<Value>> in, std::span<Grid<Value>> out,
               Run& run) const override;

 private:
  struct Buffers;
  class Sequences;
  bool can_join(std::span<const Grid<Value>> lines) const;
  void run_line(const Grid<Value>& in, Grid<Value>& out, Buffers& buffers) const;
  void run_row(const Grid<Value>& in, int y, Grid<Value>& out, Buffers& buffers) const;
  void run_rows(const Grid<Value>& in, int y, int count, Grid<Value>& out, Buffers& buffers) const;
  void run_lines(std::span<const Grid<Value>> in, std::span<Grid<Value>> out,
                 Buffers& buffers) const;
  int gather(const Sequences& lines, int first, int end, std::vector<Value>& inputs) const;
  void step(simd::Rows<Sum> sums, simd::Rows<const Value> source, int count,
            simd::Rows<Value> hidden, Buffers& buffers) const;

  PackedRows<Format> input_;      ///< features to gates, with biases
  PackedRows<Format> recurrent_;  ///< previous output to gates
  int features_;
  int units_;
  int padded_units_;
  Output output_;
  bool reversed_;
  int sums_slot_, cell_slot_, hidden_slot_, inputs_slot_, order_slot_;
};

}  // namespace longhand::nn::grid
