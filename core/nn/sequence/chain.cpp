#include "nn/sequence/chain.h"

#include <algorithm>
#include <cmath>

#include "simd/kernels.h"

namespace longhand::nn::sequence {
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

void Chain::State::reset() {
  for (const auto& stream : streams_) std::ranges::fill(stream->carried(), 0.0f);
}

Chain::Chain(const ChainSpec& spec) : inputs_(spec.inputs()), outputs_(spec.outputs()) {
  for (const auto& layer : spec.layers) layers_.push_back(layer->build());
}

Chain::State Chain::start(int batch) const {
  State state;
  state.batch_ = batch;
  for (const auto& layer : layers_) state.streams_.push_back(layer->start(batch));
  return state;
}

std::span<float> Chain::run(std::span<const float> in, State& state) const {
  const int steps = int(in.size() / (std::size_t(inputs_) * state.batch_));
  std::span<float> out;
  if (steps == 0) return out;
  for (const auto& stream : state.streams_) in = out = stream->forward(steps, in);
  return out;
}

std::span<const float> Chain::forward(std::span<const float> in, State& state) const {
  return run(in, state);
}

std::span<const float> Chain::log_probabilities(std::span<const float> in, State& state) const {
  const std::span<float> values = run(in, state);
  const auto width = std::size_t(outputs_);
  for (std::size_t i = 0; i < values.size(); i += width)
    log_softmax(values.subspan(i, width), state.probabilities_);
  return values;
}

std::size_t Chain::bytes() const {
  std::size_t bytes = 0;
  for (const auto& layer : layers_) bytes += layer->bytes();
  return bytes;
}

}  // namespace longhand::nn::sequence
