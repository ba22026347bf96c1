#include "nn/grid/lstm.h"

#include <algorithm>

#include "nn/grid/bias.h"
#include "nn/grid/products.h"

namespace longhand::nn::grid {
namespace {

constexpr int kGates = simd::kVectorsPerBlock;

/// The four matrices one above the other.
Matrix stack(const std::vector<Matrix>& gates) {
  Matrix all;
  all.cols = gates[0].cols;
  for (const Matrix& gate : gates) {
    all.rows += gate.rows;
    all.int8.insert(all.int8.end(), gate.int8.begin(), gate.int8.end());
    all.scale.insert(all.scale.end(), gate.scale.begin(), gate.scale.end());
    all.real.insert(all.real.end(), gate.real.begin(), gate.real.end());
  }
  return all;
}

simd::RowOrder gate_order(int units) {
  return simd::RowOrder::gates(units, {0, units, 2 * units, 3 * units},
                               simd::common_kernels().lanes);
}

}  // namespace

/// Working memory of one call. `hidden` holds two steps of outputs, used in turn, and a row of
/// zeros.
template <class Format>
struct Lstm<Format>::Buffers {
  std::vector<Sum>& sums;
  std::vector<float>& cell;
  std::vector<Value>& hidden;
  std::vector<Value>& inputs;
  std::vector<std::int32_t>& order;

  void clear_cells(int rows, int units) { cell.assign(std::size_t(rows) * units, 0.0f); }
  Value* turns(int units) { return hidden.data() + units + Grid<Value>::kSpare; }
};

/// Lines of one row, the widest first, so that those that still run at a step stand together.
template <class Format>
class Lstm<Format>::Sequences {
 public:
  Sequences(std::span<const Grid<Value>> in, std::span<Grid<Value>> out, bool reversed,
            std::vector<std::int32_t>& order)
      : in_(in), out_(out), reversed_(reversed), order_(order) {
    const auto wider = [&](int a, int b) { return in[a].width > in[b].width; };
    order.clear();
    for (int line = 0; line < int(in.size()); ++line)
      order.insert(std::upper_bound(order.begin(), order.end(), line, wider), line);
  }

  int steps() const { return in_[order_[0]].width; }
  int running(int step) const {
    int count = int(order_.size());
    while (count > 0 && in_[order_[count - 1]].width <= step) --count;
    return count;
  }
  const Value* in(int n, int step) const { return in_[order_[n]].at(0, column(n, step)); }
  Value* out(int n, int step) const { return out_[order_[n]].at(0, column(n, step)); }

 private:
  int column(int n, int step) const { return reversed_ ? in_[order_[n]].width - 1 - step : step; }

  std::span<const Grid<Value>> in_;
  std::span<Grid<Value>> out_;
  bool reversed_;
  const std::vector<std::int32_t>& order_;
};

template <class Format>
Lstm<Format>::Lstm(const std::vector<Matrix>& gates, int features, Output output, bool reversed,
                   Slots& slots)
    : features_(features),
      units_(gates[0].rows),
      output_(output),
      reversed_(reversed),
      sums_slot_(slots.take()),
      cell_slot_(slots.take()),
      hidden_slot_(slots.take()),
      inputs_slot_(slots.take()),
      order_slot_(slots.take()) {
  const Matrix all = stack(gates);
  const simd::RowOrder order = gate_order(units_);
  input_ = pack_with_bias<Format>(all, simd::all_columns(features), order);
  recurrent_ = pack<Format>(all, simd::all_columns(units_, features), order);
  if constexpr (Format::kExact)  // both products add to the same sums
    for (std::size_t i = 0; i < input_.start.size(); ++i) input_.start[i] += recurrent_.start[i];
  padded_units_ = input_.rows() / kGates;
}

template <class Format>
void Lstm<Format>::step(simd::Rows<Sum> sums, simd::Rows<const Value> source, int count,
                        simd::Rows<Value> hidden, Buffers& buffers) const {
  tesseract_lstm({recurrent_.matrix.view(),
                  recurrent_.scale.data(),
                  sums,
                  source,
                  {buffers.cell.data(), padded_units_},
                  hidden,
                  units_,
                  count});
}

/// One long sequence: the input product over a chunk of steps at once, then step by step.
template <class Format>
void Lstm<Format>::run_row(const Grid<Value>& in, int y, Grid<Value>& out, Buffers& buffers) const {
  const Value* zeros = buffers.hidden.data();
  Value* turns = buffers.turns(units_);
  const Value* previous = zeros;
  for (int first = 0; first < in.width; first += kChunk) {
    const int count = std::min(kChunk, in.width - first);
    const int low = reversed_ ? in.width - first - count : first;
    multiply(input_, {in.at(y, low), in.features}, count, {buffers.sums.data(), input_.rows()});
    for (int i = 0; i < count; ++i) {
      const int x = reversed_ ? low + count - 1 - i : low + i;
      const bool last = first + i + 1 == in.width;
      Value* hidden = output_ == Output::every_step ? out.at(y, x)
                      : last                        ? out.at(y, 0)
                                                    : turns + (i % 2) * (units_ + kGates);
      step({buffers.sums.data() + std::size_t(x - low) * input_.rows(), 0}, {previous, 0}, 1,
           {hidden, 0}, buffers);
      previous = hidden;
    }
  }
}

/// Many sequences side by side: each step is one product over all of them.
template <class Format>
void Lstm<Format>::run_rows(const Grid<Value>& in, int y, int count, Grid<Value>& out,
                            Buffers& buffers) const {
  const std::ptrdiff_t in_stride = std::ptrdiff_t(in.width) * in.features;
  const std::ptrdiff_t out_stride = std::ptrdiff_t(out.width) * units_;
  const std::ptrdiff_t turn_size = std::ptrdiff_t(kChunk) * units_;
  Value* turns = buffers.turns(units_);
  simd::Rows<const Value> previous{buffers.hidden.data(), 0};
  for (int i = 0; i < in.width; ++i) {
    const int x = reversed_ ? in.width - 1 - i : i;
    multiply(input_, {in.at(y, x), in_stride}, count, {buffers.sums.data(), input_.rows()});
    simd::Rows<Value> hidden{turns + (i % 2) * turn_size, units_};
    if (output_ == Output::every_step) hidden = {out.at(y, x), out_stride};
    else if (i + 1 == in.width) hidden = {out.at(y, 0), out_stride};
    step({buffers.sums.data(), input_.rows()}, previous, count, hidden, buffers);
    previous = {hidden.data, hidden.stride};
  }
}

/// What the lines' steps from `first` to `end` read, one step after the other; returns the rows.
template <class Format>
int Lstm<Format>::gather(const Sequences& lines, int first, int end,
                         std::vector<Value>& inputs) const {
  int row = 0;
  for (int step = first; step < end; ++step)
    for (int n = 0; n < lines.running(step); ++n, ++row)
      std::copy_n(lines.in(n, step), features_, inputs.data() + std::ptrdiff_t(row) * features_);
  return row;
}

/// Lines side by side: the input product over all rows of a few steps, then step by step.
template <class Format>
void Lstm<Format>::run_lines(std::span<const Grid<Value>> in, std::span<Grid<Value>> out,
                             Buffers& buffers) const {
  const Sequences lines(in, out, reversed_, buffers.order);
  const int steps = kChunk / int(in.size());
  buffers.inputs.resize(std::size_t(kChunk) * features_ + Grid<Value>::kSpare);
  simd::Rows<const Value> previous{buffers.hidden.data(), 0};
  for (int first = 0; first < lines.steps(); first += steps) {
    const int end = std::min(first + steps, lines.steps());
    const int rows = gather(lines, first, end, buffers.inputs);
    multiply(input_, {buffers.inputs.data(), features_}, rows,
             {buffers.sums.data(), input_.rows()});
    Sum* sums = buffers.sums.data();
    for (int i = first; i < end; ++i) {
      const int count = lines.running(i);
      const simd::Rows<Value> hidden{buffers.turns(units_) + (i % 2) * kChunk * units_, units_};
      step({sums, input_.rows()}, previous, count, hidden, buffers);
      for (int n = 0; n < count; ++n)
        std::copy_n(hidden.data + n * hidden.stride, units_, lines.out(n, i));
      previous = {hidden.data, hidden.stride};
      sums += std::ptrdiff_t(count) * input_.rows();
    }
  }
}

template <class Format>
bool Lstm<Format>::can_join(std::span<const Grid<Value>> lines) const {
  return lines.size() > 1 && lines.size() <= kChunk && output_ == Output::every_step &&
         std::all_of(lines.begin(), lines.end(), [](const auto& in) { return in.height == 1; });
}

template <class Format>
void Lstm<Format>::run_line(const Grid<Value>& in, Grid<Value>& out, Buffers& buffers) const {
  for (int y = 0; y < in.height; y += kChunk) {
    const int count = std::min(kChunk, in.height - y);
    buffers.clear_cells(count, padded_units_);
    if (count == 1) run_row(in, y, out, buffers);
    else run_rows(in, y, count, out, buffers);
  }
}

template <class Format>
void Lstm<Format>::forward(std::span<const Grid<Value>> in, std::span<Grid<Value>> out,
                           Run& run) const {
  Buffers buffers{run.scratch.template list<Sum>(sums_slot_),
                  run.scratch.template list<float>(cell_slot_),
                  run.scratch.template list<Value>(hidden_slot_),
                  run.scratch.template list<Value>(inputs_slot_),
                  run.scratch.template list<std::int32_t>(order_slot_)};
  buffers.sums.resize(std::size_t(kChunk) * input_.rows());
  buffers.hidden.assign(std::size_t(2 * kChunk + 1) * units_ + 2 * Grid<Value>::kSpare,
                        Format::kZero);
  for (std::size_t i = 0; i < in.size(); ++i)
    out[i].resize(in[i].height, output_ == Output::every_step ? in[i].width : 1, units_);
  if (can_join(in)) {
    buffers.clear_cells(int(in.size()), padded_units_);
    return run_lines(in, out, buffers);
  }
  for (std::size_t i = 0; i < in.size(); ++i) run_line(in[i], out[i], buffers);
}

template class Lstm<simd::Int8>;
template class Lstm<simd::Bytes>;
template class Lstm<simd::Float32>;

}  // namespace longhand::nn::grid
