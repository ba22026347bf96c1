#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "nn/sequence/layer.h"
#include "nn/sequence/product.h"
#include "nn/sequence/registry.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {
namespace {

constexpr int kMaxLength = 2048;

/// FECAM's attention of channels by their frequencies (Jiang et al., arXiv 2212.01209): the cosine
/// transform along the steps of each feature, normalised, through two layers and a sigmoid,
/// normalised again, is what the feature's steps are multiplied by.
struct ChannelAttentionSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override;
  LayerSummary summary() const {
    return {"channel attention",
            "channel attention of " + std::to_string(steps) + " steps",
            in.channels,
            out.channels,
            widen.size() + narrow.size() + weight.size() + bias.size(),
            widen.is_int8() && narrow.is_int8(),
            {}};
  }

  float epsilon = 0;
  Matrix widen, narrow;             ///< [2 length][length]; [length][2 length]
  std::vector<float> weight, bias;  ///< [length]
};

/// [frequencies][steps], times 2 as in scipy.fft.dct of type 2.
Matrix cosine_transform(int length) {
  Matrix matrix{length, length, {}, {}, {}};
  for (int frequency = 0; frequency < length; ++frequency)
    for (int step = 0; step < length; ++step)
      matrix.real.push_back(
          float(2 * std::cos(std::numbers::pi * frequency * (2 * step + 1) / (2.0 * length))));
  return matrix;
}

struct ChannelAttention : Layer {
  explicit ChannelAttention(const ChannelAttentionSpec& spec)
      : features(spec.in.channels),
        epsilon(spec.epsilon),
        transform(cosine_transform(spec.steps)),
        widen(spec.widen),
        narrow(spec.narrow),
        weight(spec.weight),
        bias(spec.bias) {}

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const override;
  std::size_t bytes() const override { return transform.bytes() + widen.bytes() + narrow.bytes(); }

  const int features;
  const float epsilon;
  const Product transform, widen, narrow;
  const std::vector<float> weight, bias;
};

class ChannelAttentionStream : public Stream {
 public:
  ChannelAttentionStream(const ChannelAttention& layer, int batch)
      : layer_(layer), row_(std::size_t(batch) * layer.features) {}

  /// A call of another length than the layer's puts out nothing.
  std::span<float> forward(int steps, std::span<float> in) override {
    const int length = layer_.transform.inputs();
    if (steps != length) return {};
    const int rows = int(row_);
    along_.resize(in.size());
    for (std::size_t row = 0; row < row_; ++row)
      for (int step = 0; step < length; ++step)
        along_[row * length + step] = in[std::size_t(step) * row_ + row];
    factors_.resize(in.size());
    wide_.resize(2 * in.size());
    multiply(layer_.transform, rows, along_, factors_);
    normalise(rows);
    multiply(layer_.widen, rows, factors_, wide_);
    activate(simd::Activation::clamp, wide_);
    multiply(layer_.narrow, rows, wide_, factors_);
    activate(simd::Activation::sigmoid, factors_);
    normalise(rows);
    out_.resize(in.size());
    for (std::size_t row = 0; row < row_; ++row)
      for (int step = 0; step < length; ++step)
        out_[std::size_t(step) * row_ + row] = along_[row * length + step] *
                                               factors_[row * length + step];
    return out_;
  }

 private:
  void multiply(const Product& product, int rows, const std::vector<float>& in,
                std::vector<float>& out) {
    product.apply({in.data(), product.inputs()}, rows, {out.data(), product.outputs()}, memory_);
  }

  static void activate(simd::Activation kind, std::vector<float>& values) {
    constexpr float most = std::numeric_limits<float>::infinity();
    simd::layer_kernels().activate(kind, 0, most, values.size(), values.data(), values.data());
  }

  void normalise(int rows) {
    const int length = layer_.transform.inputs();
    simd::layer_kernels().normalise({factors_.data(), length}, length, rows,
                                    {layer_.epsilon, layer_.weight.data(), layer_.bias.data()},
                                    {factors_.data(), length});
  }

  const ChannelAttention& layer_;
  std::size_t row_;                            ///< features of all sequences
  std::vector<float> along_, factors_, wide_;  ///< [features of all sequences][steps]
  std::vector<float> out_;
  ProductMemory memory_;
};

std::unique_ptr<Stream> ChannelAttention::start(int batch, std::span<float>) const {
  return std::make_unique<ChannelAttentionStream>(*this, batch);
}

std::unique_ptr<Layer> ChannelAttentionSpec::build() const {
  return std::make_unique<ChannelAttention>(*this);
}

}  // namespace

std::unique_ptr<LayerSpec> read_channel_attention(LayerSource& from) {
  auto spec = std::make_unique<ChannelAttentionSpec>();
  spec->name = from.fields.text("name");
  spec->in = spec->out = {1, from.inputs("num_features")};
  spec->pace.streams = false;
  const int length = spec->steps = from.fields.whole("length", 1, kMaxLength);
  spec->epsilon = float(from.fields.number("eps", 0, 1, 1e-6));
  spec->weight = from.vector(spec->name + ".dct_norm.weight", length);
  spec->bias = from.vector(spec->name + ".dct_norm.bias", length);
  spec->widen = from.matrix(spec->name + ".fc.0.weight", {2 * length, length});
  spec->narrow = from.matrix(spec->name + ".fc.3.weight", {length, 2 * length});
  return spec;
}

LayerSummary summarise_channel_attention(const LayerSpec& layer) {
  return static_cast<const ChannelAttentionSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
