#include "nn/sequence_network.h"

#include <algorithm>
#include <cmath>

namespace longhand::nn {
namespace {

/// log(exp(v - max) / sum) by way of the exact softmax of the kernels: only the largest probability
/// of a row needs a logarithm.
void log_softmax(std::span<float> row, std::vector<float>& probabilities) {
  probabilities.assign(row.begin(), row.end());
  simd::kernels().softmax({probabilities.data(), 0}, int(row.size()), 1);
  std::size_t best = 0;
  for (std::size_t i = 1; i < row.size(); ++i)
    if (row[i] > row[best]) best = i;
  const float largest = row[best];
  const auto log_best = float(std::log(double(probabilities[best])));
  for (float& value : row) value = std::max(value - largest, -86.0f) + log_best;
}

}  // namespace

SequenceNetwork::SequenceNetwork(const SequenceWeights& weights)
    : lstm_(weights.lstm), outputs_(lstm_.shape().width()) {
  if (!weights.linear) return;
  const Matrix& matrix = weights.linear->matrix;
  outputs_ = matrix.rows;
  const auto order = simd::RowOrder::plain(matrix.rows, simd::kernels().lanes);
  if (matrix.is_int8()) linear_.emplace<2>(matrix, weights.linear->bias, order);
  else linear_.emplace<1>(matrix, weights.linear->bias, order);
}

SequenceNetwork::State SequenceNetwork::start(int batch) const {
  State state;
  state.carried = lstm_.start(batch);
  return state;
}

std::span<const float> SequenceNetwork::logits(std::span<const float> in, State& state) const {
  const int batch = state.carried.batch;
  const int steps = int(in.size() / (std::size_t(inputs()) * batch));
  const int rows = steps * batch;
  const int width = lstm_.shape().width();
  state.hidden.resize(std::size_t(rows) * width);
  lstm_.forward(steps, in, state.carried, state.scratch, state.hidden);
  if (linear_.index() == 0) return state.hidden;
  state.outputs.resize(std::size_t(rows) * outputs_);
  const simd::Rows<float> out{state.outputs.data(), outputs_};
  const auto apply = [&](const auto& linear, auto& operand) {
    operand.set({state.hidden.data(), width}, width, rows);
    linear.apply(operand, rows, out, outputs_);
  };
  if (linear_.index() == 1) apply(*std::get_if<1>(&linear_), state.float_rows);
  else apply(*std::get_if<2>(&linear_), state.int8_rows);
  return state.outputs;
}

std::span<const float> SequenceNetwork::log_probabilities(std::span<const float> in,
                                                          State& state) const {
  logits(in, state);
  std::vector<float>& values = linear_.index() == 0 ? state.hidden : state.outputs;
  for (std::size_t i = 0; i < values.size(); i += outputs_)
    log_softmax({values.data() + i, std::size_t(outputs_)}, state.probabilities);
  return values;
}

std::size_t SequenceNetwork::bytes() const {
  const auto size = [](const auto& linear) -> std::size_t {
    if constexpr (requires { linear.bytes(); }) return linear.bytes();
    else return 0;
  };
  return lstm_.bytes() + std::visit(size, linear_);
}

}  // namespace longhand::nn
