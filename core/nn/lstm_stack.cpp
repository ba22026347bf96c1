#include "nn/lstm_stack.h"

namespace longhand::nn {
namespace {

/// More weights than this have left the caches of most machines when the next call needs them.
constexpr std::size_t kCacheBytes = 8 << 20;

}  // namespace

LstmStack::LstmStack(const LstmStackWeights& weights) : shape_(weights.shape) {
  for (std::size_t i = 0; i < weights.parts.size(); ++i)
    parts_.push_back(make_lstm_layer(weights.parts[i], i % shape_.directions() == 1));
  for (const auto& part : parts_) bytes_ += part->bytes();
}

LstmState LstmStack::start(int batch) const {
  const std::size_t rows = parts_.size() * batch;
  return {batch, std::vector<float>(rows * shape_.outputs()),
          std::vector<float>(rows * shape_.hidden)};
}

void LstmStack::forward(int steps, std::span<const float> in, LstmState& state, Scratch& scratch,
                        std::span<float> out) const {
  const int directions = shape_.directions();
  const bool cold = steps == 1 && bytes_ > kCacheBytes;
  simd::Rows<const float> from{in.data(), shape_.inputs};
  for (int layer = 0; layer < shape_.layers; ++layer) {
    const bool last = layer + 1 == shape_.layers;
    std::vector<float>& turn = scratch.turns[layer % 2];
    if (!last) turn.resize(std::size_t(steps) * state.batch * shape_.width());
    float* to = last ? out.data() : turn.data();
    for (int direction = 0; direction < directions; ++direction) {
      const std::size_t part = std::size_t(layer) * directions + direction;
      parts_[part]->forward({steps, state.batch, cold}, from,
                            {to + direction * shape_.outputs(), shape_.width()},
                            state.hidden.data() + part * state.batch * shape_.outputs(),
                            state.cell.data() + part * state.batch * shape_.hidden, scratch.layer);
    }
    from = {to, shape_.width()};
  }
}

}  // namespace longhand::nn
