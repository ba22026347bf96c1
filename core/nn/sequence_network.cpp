#include "nn/sequence_network.h"

#include <algorithm>
#include <cmath>
#include <variant>
#include <vector>

#include "nn/lstm_stack.h"

namespace longhand::nn {
namespace {

/// log(exp(v - max) / sum) by way of the exact softmax of the kernels: only the largest probability
/// of a row needs a logarithm.
void log_softmax(std::span<float> row, std::vector<float>& probabilities) {
  probabilities.assign(row.begin(), row.end());
  simd::common_kernels().softmax({probabilities.data(), 0}, int(row.size()), 1);
  std::size_t best = 0;
  for (std::size_t i = 1; i < row.size(); ++i)
    if (row[i] > row[best]) best = i;
  const float largest = row[best];
  const auto log_best = float(std::log(double(probabilities[best])));
  for (float& value : row) value = std::max(value - largest, -86.0f) + log_best;
}

}  // namespace

struct SequenceNetwork::Workspace::Impl {
  LstmStack::Scratch lstm;
  Operand<simd::Float32> float_rows;
  Operand<simd::Quantised> int8_rows;
  std::vector<float> hidden, outputs, probabilities;
};

SequenceNetwork::Workspace::Workspace() : impl_(std::make_unique<Impl>()) {}
SequenceNetwork::Workspace::Workspace(Workspace&&) noexcept = default;
SequenceNetwork::Workspace& SequenceNetwork::Workspace::operator=(Workspace&&) noexcept = default;
SequenceNetwork::Workspace::~Workspace() = default;

struct SequenceNetwork::Impl {
  LstmStack lstm;
  std::variant<std::monostate, Affine<simd::Float32>, Affine<simd::Quantised>> linear;
  int outputs = 0;

  explicit Impl(const SequenceWeights& weights)
      : lstm(weights.lstm), outputs(lstm.shape().width()) {
    if (!weights.linear) return;
    const Matrix& matrix = weights.linear->matrix;
    outputs = matrix.rows;
    const auto order = simd::RowOrder::plain(matrix.rows, simd::common_kernels().lanes);
    if (matrix.is_int8()) linear.emplace<2>(matrix, weights.linear->bias, order);
    else linear.emplace<1>(matrix, weights.linear->bias, order);
  }

  /// The rows of the last layer, which the caller may change.
  std::span<float> logits(std::span<const float> in, State& state) const {
    Workspace::Impl& memory = state.workspace.impl();
    const int batch = state.carried.batch;
    const int steps = int(in.size() / (std::size_t(lstm.shape().inputs) * batch));
    const int rows = steps * batch;
    const int width = lstm.shape().width();
    memory.hidden.resize(std::size_t(rows) * width);
    lstm.forward(steps, in, state.carried, memory.lstm, memory.hidden);
    if (linear.index() == 0) return memory.hidden;
    memory.outputs.resize(std::size_t(rows) * outputs);
    const simd::Rows<float> out{memory.outputs.data(), outputs};
    const auto apply = [&](const auto& layer, auto& operand) {
      operand.set({memory.hidden.data(), width}, width, rows);
      layer.apply(operand, rows, out, outputs);
    };
    if (linear.index() == 1) apply(*std::get_if<1>(&linear), memory.float_rows);
    else apply(*std::get_if<2>(&linear), memory.int8_rows);
    return memory.outputs;
  }

  std::size_t bytes() const {
    const auto size = [](const auto& layer) -> std::size_t {
      if constexpr (requires { layer.bytes(); }) return layer.bytes();
      else return 0;
    };
    return lstm.bytes() + std::visit(size, linear);
  }
};

SequenceNetwork::SequenceNetwork(const SequenceWeights& weights)
    : impl_(std::make_unique<Impl>(weights)) {}
SequenceNetwork::SequenceNetwork(SequenceNetwork&&) noexcept = default;
SequenceNetwork& SequenceNetwork::operator=(SequenceNetwork&&) noexcept = default;
SequenceNetwork::~SequenceNetwork() = default;

SequenceNetwork::State SequenceNetwork::start(int batch) const {
  return {impl_->lstm.start(batch), {}};
}

std::span<const float> SequenceNetwork::logits(std::span<const float> in, State& state) const {
  return impl_->logits(in, state);
}

std::span<const float> SequenceNetwork::log_probabilities(std::span<const float> in,
                                                          State& state) const {
  const std::span<float> values = impl_->logits(in, state);
  const auto width = std::size_t(impl_->outputs);
  for (std::size_t i = 0; i < values.size(); i += width)
    log_softmax(values.subspan(i, width), state.workspace.impl().probabilities);
  return values;
}

int SequenceNetwork::inputs() const { return impl_->lstm.shape().inputs; }
int SequenceNetwork::outputs() const { return impl_->outputs; }
std::size_t SequenceNetwork::bytes() const { return impl_->bytes(); }

}  // namespace longhand::nn
