#include "nn/sequence/lstm.h"

#include <algorithm>

#include "nn/sequence/layer.h"
#include "nn/sequence/lstm_direction.h"
#include "nn/sequence/recurrent.h"
#include "nn/sequence/registry.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {
namespace {

/// More weights than this have left the caches of most machines when the next call needs them.
constexpr std::size_t kCacheBytes = 8 << 20;

class Lstm : public Layer {
 public:
  explicit Lstm(const LstmSpec& spec) : shape_(spec.shape) {
    for (std::size_t i = 0; i < spec.parts.size(); ++i)
      parts_.push_back(make_lstm_direction(spec.parts[i], i % shape_.directions() == 1));
    for (const auto& part : parts_) bytes_ += part->bytes();
  }

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const override;
  std::size_t bytes() const override { return bytes_; }

  std::size_t carried(int batch) const override {
    return parts_.size() * batch * (shape_.outputs() + shape_.hidden);
  }

  const LstmShape& shape() const { return shape_; }
  const LstmDirection& part(std::size_t number) const { return *parts_[number]; }
  std::size_t parts() const { return parts_.size(); }

 private:
  LstmShape shape_;
  std::vector<std::unique_ptr<LstmDirection>> parts_;
  std::size_t bytes_ = 0;
};

class LstmStream : public Stream {
 public:
  LstmStream(const Lstm& lstm, int batch, std::span<float> carried)
      : lstm_(lstm),
        batch_(batch),
        hidden_size_(lstm.parts() * batch * lstm.shape().outputs()),
        carried_(carried) {}

  std::span<float> forward(int steps, std::span<float> in) override {
    const LstmShape& shape = lstm_.shape();
    simd::Rows<const float> from{in.data(), shape.inputs};
    std::span<float> out;
    for (int layer = 0; layer < shape.layers; ++layer) {
      out = turns_[layer % 2].take(std::size_t(steps) * batch_ * shape.width());
      run_layer(layer, steps, from, out.data());
      from = {out.data(), shape.width()};
    }
    return out;
  }

 private:
  void run_layer(int layer, int steps, simd::Rows<const float> in, float* out) {
    const LstmShape& shape = lstm_.shape();
    const bool cold = steps == 1 && lstm_.bytes() > kCacheBytes;
    for (int direction = 0; direction < shape.directions(); ++direction) {
      const std::size_t part = std::size_t(layer) * shape.directions() + direction;
      lstm_.part(part).forward(
          {steps, batch_, cold}, in, {out + direction * shape.outputs(), shape.width()},
          carried_.data() + part * batch_ * shape.outputs(),
          carried_.data() + hidden_size_ + part * batch_ * shape.hidden, scratch_);
    }
  }

  const Lstm& lstm_;
  int batch_;
  std::size_t hidden_size_;
  std::span<float> carried_;  ///< hidden, then cells
  Buffer<float> turns_[2];    ///< outputs of one layer, inputs of the next
  LstmScratch scratch_;
};

std::unique_ptr<Stream> Lstm::start(int batch, std::span<float> carried) const {
  return std::make_unique<LstmStream>(*this, batch, carried);
}

LstmShape read_shape(LayerSource& from) {
  LstmShape shape;
  shape.inputs = from.inputs("input_size");
  shape.hidden = from.fields.whole("hidden_size", 1, kMaxWidth);
  shape.layers = from.fields.whole("num_layers", 1, kMaxRecurrentLayers, 1);
  shape.bidirectional = from.fields.boolean("bidirectional", false);
  shape.projection = from.fields.whole("proj_size", 0, shape.hidden - 1, 0);
  if (shape.width() > kMaxWidth)
    from.fields.expected("hidden_size",
                         "at most " + std::to_string(kMaxWidth / 2) + " in two directions");
  return shape;
}

std::vector<float> sum(std::vector<float> a, const std::vector<float>& b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) a[i] += b[i];
  return a;
}

LstmWeights read_part(LayerSource& from, const LstmSpec& lstm, int part, bool has_bias) {
  const LstmShape& shape = lstm.shape;
  const int layer = part / shape.directions();
  const std::string suffix = part_suffix(part, shape.directions());
  const auto name = [&](const char* what) { return lstm.name + "." + what + suffix; };
  const int gates = 4 * shape.hidden;
  LstmWeights weights;
  weights.input = from.matrix(name("weight_ih"), {gates, shape.inputs_of(layer)});
  weights.recurrent = from.matrix(name("weight_hh"), {gates, shape.outputs()});
  if (shape.projection > 0)
    weights.projection = from.matrix(name("weight_hr"), {shape.projection, shape.hidden});
  if (has_bias)
    weights.bias = sum(from.vector(name("bias_ih"), gates), from.vector(name("bias_hh"), gates));
  return weights;
}

}  // namespace

std::unique_ptr<Layer> LstmSpec::build() const { return std::make_unique<Lstm>(*this); }

LayerSummary LstmSpec::summary() const {
  LayerSummary all{shape.bidirectional ? "bidirectional LSTM" : "LSTM",
                   "LSTM " + std::to_string(shape.inputs) + " -> " + std::to_string(shape.layers) +
                       "x" + std::to_string(shape.hidden),
                   shape.inputs,
                   shape.width(),
                   0,
                   std::ranges::all_of(parts, &LstmWeights::is_int8),
                   {}};
  if (shape.projection > 0) all.text += " projected to " + std::to_string(shape.projection);
  if (shape.bidirectional) all.text += " in both directions";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const int layer = int(i) / shape.directions();
    if (int(all.parts.size()) <= layer)
      all.parts.push_back({"layer", "", shape.inputs_of(layer), shape.width(), 0, all.int8, {}});
    all.parts[layer].weights += parts[i].size();
    all.weights += parts[i].size();
  }
  return all;
}

std::unique_ptr<LayerSpec> read_lstm(LayerSource& from) {
  auto lstm = std::make_unique<LstmSpec>();
  lstm->name = from.fields.text("name");
  lstm->shape = read_shape(from);
  lstm->in = {1, lstm->shape.inputs};
  lstm->out = {1, lstm->shape.width()};
  lstm->pace.streams = !lstm->shape.bidirectional;
  const bool has_bias = from.fields.boolean("bias", true);
  const int parts = lstm->shape.layers * lstm->shape.directions();
  for (int part = 0; part < parts && from.ok(); ++part)
    lstm->parts.push_back(read_part(from, *lstm, part, has_bias));
  return lstm;
}

LayerSummary summarise_lstm(const LayerSpec& layer) {
  return static_cast<const LstmSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
