#include <algorithm>
#include <cmath>

#include "nn/sequence/layer.h"
#include "nn/sequence/product.h"
#include "nn/sequence/registry.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {
namespace {

/// PyTorch's nn.MultiheadAttention of a sequence to itself.
struct AttentionSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override;
  LayerSummary summary() const {
    return {"attention",
            "attention " + std::to_string(in.channels) + " in " + std::to_string(heads) + " heads",
            in.channels,
            out.channels,
            projections.size() + result.size() + projections_bias.size() + result_bias.size(),
            projections.is_int8() && result.is_int8(),
            {}};
  }

  int heads = 1;
  bool causal = false;
  Matrix projections, result;  ///< [query, key, value][features]; [features][features]
  std::vector<float> projections_bias, result_bias;
};

struct Attention : Layer {
  explicit Attention(const AttentionSpec& spec)
      : heads(spec.heads),
        causal(spec.causal),
        projections(spec.projections, spec.projections_bias),
        result(spec.result, spec.result_bias) {}

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const override;
  std::size_t bytes() const override { return projections.bytes() + result.bytes(); }

  const int heads;
  const bool causal;
  const Product projections, result;
};

class AttentionStream : public Stream {
 public:
  AttentionStream(const Attention& layer, int batch) : layer_(layer), batch_(batch) {}

  std::span<float> forward(int steps, std::span<float> in) override {
    const int features = layer_.result.inputs(), rows = steps * batch_;
    projected_.resize(std::size_t(rows) * 3 * features);
    mixed_.assign(std::size_t(rows) * features, 0.0f);
    out_.resize(mixed_.size());
    scores_.resize(std::size_t(steps));
    layer_.projections.apply({in.data(), features}, rows, {projected_.data(), 3 * features},
                             memory_);
    for (int sequence = 0; sequence < batch_; ++sequence)
      for (int head = 0; head < layer_.heads; ++head)
        for (int step = 0; step < steps; ++step)
          attend(step, layer_.causal ? step + 1 : steps, sequence, head);
    layer_.result.apply({mixed_.data(), features}, rows, {out_.data(), features}, memory_);
    return out_;
  }

 private:
  enum Role { query, key, value };

  const float* part(int step, int sequence, int head, Role role) const {
    const int features = layer_.result.inputs();
    return projected_.data() + (std::size_t(step) * batch_ + sequence) * 3 * features +
           role * features + head * features / layer_.heads;
  }

  /// What a head takes from the first `seen` steps for one of them.
  void attend(int step, int seen, int sequence, int head) {
    const simd::LayerKernels& kernels = simd::layer_kernels();
    const int features = layer_.result.inputs();
    const auto width = std::size_t(features / layer_.heads);
    const float factor = 1 / std::sqrt(float(width));
    const float* asked = part(step, sequence, head, query);
    for (int i = 0; i < seen; ++i)
      scores_[i] = factor * kernels.dot(asked, part(i, sequence, head, key), width);
    simd::common_kernels().softmax({scores_.data(), 0}, seen, 1);
    float* mix = mixed_.data() + (std::size_t(step) * batch_ + sequence) * features +
                 std::size_t(head) * width;
    for (int i = 0; i < seen; ++i)
      kernels.add_scaled(part(i, sequence, head, value), scores_[i], width, mix);
  }

  const Attention& layer_;
  int batch_;
  std::vector<float> projected_, mixed_, scores_, out_;
  ProductMemory memory_;
};

std::unique_ptr<Stream> Attention::start(int batch, std::span<float>) const {
  return std::make_unique<AttentionStream>(*this, batch);
}

std::unique_ptr<Layer> AttentionSpec::build() const { return std::make_unique<Attention>(*this); }

}  // namespace

std::unique_ptr<LayerSpec> read_attention(LayerSource& from) {
  auto spec = std::make_unique<AttentionSpec>();
  spec->name = from.fields.text("name");
  const int width = from.inputs("embed_dim");
  spec->in = spec->out = {1, width};
  spec->pace.streams = false;
  spec->heads = from.fields.whole("num_heads", 1, width);
  if (width % spec->heads != 0) from.fields.expected("num_heads", "a divisor of embed_dim");
  spec->causal = from.fields.boolean("causal", false);
  spec->projections = from.matrix(spec->name + ".in_proj_weight", {3 * width, width});
  spec->result = from.matrix(spec->name + ".out_proj.weight", {width, width});
  if (!from.fields.boolean("bias", true)) return spec;
  spec->projections_bias = from.vector(spec->name + ".in_proj_bias", 3 * width);
  spec->result_bias = from.vector(spec->name + ".out_proj.bias", width);
  return spec;
}

LayerSummary summarise_attention(const LayerSpec& layer) {
  return static_cast<const AttentionSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
