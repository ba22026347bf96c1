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

void Chain::State::reset() { std::ranges::fill(carried_, 0.0f); }

std::span<float> Chain::State::forward(std::span<const float> in) {
  const std::span<float> own = in_.take(in.size());
  std::ranges::copy(in, own.begin());
  return stream_.forward(own);
}

ChainStream::ChainStream(const Chain& chain, int batch, std::span<float> carried)
    : inputs_(chain.layer_inputs()), batch_(batch) {
  for (const auto& layer : chain.layers()) {
    const std::size_t size = layer->carried(batch);
    streams_.push_back(layer->start(batch, carried.first(size)));
    carried = carried.subspan(size);
  }
}

std::span<float> ChainStream::forward(std::span<float> in) {
  for (std::size_t i = 0; i < streams_.size() && !in.empty(); ++i) {
    const auto row = std::size_t(inputs_[i]) * batch_;
    in = streams_[i]->forward(int(in.size() / row), in);
  }
  return in;
}

Chain::Chain(const ChainSpec& spec) : outputs_(spec.outputs()) {
  for (const auto& layer : spec.layers) {
    layers_.push_back(layer->build());
    inputs_.push_back(layer->in.features());
  }
}

Chain::State Chain::start(int batch) const { return {*this, batch}; }

std::span<const float> Chain::forward(std::span<const float> in, State& state) const {
  return state.forward(in);
}

std::span<const float> Chain::log_probabilities(std::span<const float> in, State& state) const {
  const std::span<float> values = state.forward(in);
  const auto width = std::size_t(outputs_);
  for (std::size_t i = 0; i < values.size(); i += width)
    log_softmax(values.subspan(i, width), state.probabilities_);
  return values;
}

std::span<const float> Chain::probabilities(std::span<const float> in, State& state) const {
  const std::span<float> values = state.forward(in);
  simd::common_kernels().softmax({values.data(), outputs_}, outputs_,
                                 int(values.size() / std::size_t(outputs_)));
  return values;
}

std::size_t Chain::bytes() const {
  std::size_t bytes = 0;
  for (const auto& layer : layers_) bytes += layer->bytes();
  return bytes;
}

std::size_t Chain::carried(int batch) const {
  std::size_t numbers = 0;
  for (const auto& layer : layers_) numbers += layer->carried(batch);
  return numbers;
}

}  // namespace longhand::nn::sequence
