#include "nn/sequence/lstm_direction.h"

#include <algorithm>
#include <optional>

namespace longhand::nn::sequence {
namespace {

/// The kernels take the cell input first.
simd::RowOrder gate_order(int units) {
  return simd::RowOrder::gates(units, {2 * units, 0, units, 3 * units},
                               simd::common_kernels().lanes);
}

void step(const simd::TorchStep<simd::Quantised>& values) {
  simd::torch_kernels().torch_step_int8(values);
}
void step(const simd::TorchStep<simd::Float32>& values) {
  simd::torch_kernels().torch_step_float(values);
}

void copy_rows(simd::Rows<const float> from, int columns, int count, simd::Rows<float> to) {
  for (int row = 0; row < count; ++row)
    std::copy_n(from.data + row * from.stride, columns, to.data + row * to.stride);
}

template <class T>
simd::Rows<T> rows_from(simd::Rows<T> rows, std::ptrdiff_t first) {
  return {rows.data + first * rows.stride, rows.stride};
}

template <class Format>
class Direction : public LstmDirection {
 public:
  Direction(const LstmWeights& weights, bool reversed)
      : units_(weights.input.rows / 4),
        inputs_(weights.input.cols),
        outputs_(weights.recurrent.cols),
        reversed_(reversed) {
    const simd::RowOrder order = gate_order(units_);
    input_ = {weights.input, weights.bias, order};
    recurrent_ = {weights.recurrent, {}, order};
    padded_units_ = input_.rows() / 4;
    if (weights.projection.rows > 0)
      projection_.emplace(
          weights.projection, std::vector<float>(),
          simd::RowOrder::plain(weights.projection.rows, simd::common_kernels().lanes));
  }

  void forward(Steps steps, simd::Rows<const float> in, simd::Rows<float> out, float* hidden,
               float* cell, LstmScratch& scratch) const override {
    const int chunk = std::max(1, kRowsTogether / steps.batch);
    scratch.gates.resize(std::size_t(chunk) * steps.batch * input_.rows());
    scratch.cell.assign(std::size_t(steps.batch) * padded_units_, 0.0f);
    scratch.unprojected.resize(projection_ ? std::size_t(steps.batch) * units_ : 0);
    copy_rows({cell, units_}, units_, steps.batch, {scratch.cell.data(), padded_units_});
    simd::Rows<const float> previous{hidden, outputs_};
    for (int done = 0; done < steps.count; done += chunk) {
      const int count = std::min(chunk, steps.count - done);
      const int low = reversed_ ? steps.count - done - count : done;
      multiply_inputs(rows_from(in, low * steps.batch), count * steps.batch, steps.cold, scratch);
      for (int i = 0; i < count; ++i) {
        const int at = reversed_ ? count - 1 - i : i;
        const auto next = rows_from(out, std::ptrdiff_t(low + at) * steps.batch);
        run_step(at, steps, previous, next, scratch);
        previous = {next.data, next.stride};
      }
    }
    if (steps.count > 0) copy_rows(previous, outputs_, steps.batch, {hidden, outputs_});
    copy_rows({scratch.cell.data(), padded_units_}, units_, steps.batch, {cell, units_});
  }

  std::size_t bytes() const override {
    return input_.bytes() + recurrent_.bytes() + (projection_ ? projection_->bytes() : 0);
  }

 private:
  void multiply_inputs(simd::Rows<const float> in, int count, bool cold,
                       LstmScratch& scratch) const {
    auto& operand = scratch.steps(Format{});
    operand.set(in, inputs_, count);
    input_.apply(operand.rows(), operand.scales(), count, {scratch.gates.data(), input_.rows()},
                 input_.rows(), cold);
  }

  void run_step(int at, Steps steps, simd::Rows<const float> previous, simd::Rows<float> out,
                LstmScratch& scratch) const {
    const int batch = steps.batch;
    auto& operand = scratch.hidden(Format{});
    operand.set(previous, outputs_, batch);
    const simd::Rows<float> hidden = projection_
                                         ? simd::Rows<float>{scratch.unprojected.data(), units_}
                                         : out;
    step({recurrent_.view(),
          recurrent_.start(),
          recurrent_.scale(),
          {scratch.gates.data() + std::ptrdiff_t(at) * batch * input_.rows(), input_.rows()},
          operand.rows(),
          {scratch.cell.data(), padded_units_},
          hidden,
          units_,
          batch,
          operand.scales(),
          steps.cold});
    if (!projection_) return;
    operand.set({hidden.data, hidden.stride}, units_, batch);
    projection_->apply(operand.rows(), operand.scales(), batch, out, outputs_, steps.cold);
  }

  Affine<Format> input_;      ///< to gates, with biases
  Affine<Format> recurrent_;  ///< previous output to gates
  std::optional<Affine<Format>> projection_;
  int units_;
  int inputs_;
  int outputs_;
  int padded_units_ = 0;
  bool reversed_;
};

}  // namespace

std::unique_ptr<LstmDirection> make_lstm_direction(const LstmWeights& weights, bool reversed) {
  if (weights.is_int8()) return std::make_unique<Direction<simd::Quantised>>(weights, reversed);
  return std::make_unique<Direction<simd::Float32>>(weights, reversed);
}

}  // namespace longhand::nn::sequence
