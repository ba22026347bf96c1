#include <algorithm>

#include "nn/sequence/layer.h"
#include "nn/sequence/product.h"
#include "nn/sequence/registry.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {
namespace {

/// Mixes all steps of a sequence into one, by scores of Bahdanau et al., arXiv 1409.0473:
/// score . tanh(project x).
struct AdditiveAttentionSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override;
  LayerSummary summary() const {
    return {"additive attention",
            "additive attention " + std::to_string(in.channels),
            in.channels,
            out.channels,
            project.size() + bias.size() + score.size(),
            project.is_int8() && score.is_int8(),
            {}};
  }

  Matrix project;           ///< [hidden][features]
  std::vector<float> bias;  ///< [hidden]
  Matrix score;             ///< [1][hidden]
};

struct AdditiveAttention : Layer {
  explicit AdditiveAttention(const AdditiveAttentionSpec& spec)
      : project(spec.project, spec.bias), score(spec.score) {}

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const override;
  std::size_t bytes() const override { return project.bytes() + score.bytes(); }

  const Product project, score;
};

class AdditiveAttentionStream : public Stream {
 public:
  AdditiveAttentionStream(const AdditiveAttention& layer, int batch)
      : layer_(layer), batch_(batch) {}

  std::span<float> forward(int steps, std::span<float> in) override {
    const int features = layer_.project.inputs(), hidden = layer_.project.outputs();
    const int rows = steps * batch_;
    hidden_.resize(std::size_t(rows) * hidden);
    scores_.resize(std::size_t(rows));
    layer_.project.apply({in.data(), features}, rows, {hidden_.data(), hidden}, memory_);
    simd::layer_kernels().activate(simd::Activation::tanh, 0, 0, hidden_.size(), hidden_.data(),
                                   hidden_.data());
    layer_.score.apply({hidden_.data(), hidden}, rows, {scores_.data(), 1}, memory_);
    out_.assign(std::size_t(batch_) * features, 0.0f);
    for (int sequence = 0; sequence < batch_; ++sequence) mix(steps, sequence, in);
    return out_;
  }

 private:
  void mix(int steps, int sequence, std::span<const float> in) {
    const int features = layer_.project.inputs();
    shares_.resize(std::size_t(steps));
    for (int step = 0; step < steps; ++step) shares_[step] = scores_[step * batch_ + sequence];
    simd::common_kernels().softmax({shares_.data(), 0}, steps, 1);
    for (int step = 0; step < steps; ++step)
      simd::layer_kernels().add_scaled(
          in.data() + (std::size_t(step) * batch_ + sequence) * features, shares_[step],
          std::size_t(features), out_.data() + std::ptrdiff_t(sequence) * features);
  }

  const AdditiveAttention& layer_;
  int batch_;
  std::vector<float> hidden_, scores_, shares_, out_;
  ProductMemory memory_;
};

std::unique_ptr<Stream> AdditiveAttention::start(int batch, std::span<float>) const {
  return std::make_unique<AdditiveAttentionStream>(*this, batch);
}

std::unique_ptr<Layer> AdditiveAttentionSpec::build() const {
  return std::make_unique<AdditiveAttention>(*this);
}

}  // namespace

std::unique_ptr<LayerSpec> read_additive_attention(LayerSource& from) {
  auto spec = std::make_unique<AdditiveAttentionSpec>();
  spec->name = from.fields.text("name");
  const int width = from.inputs("in_features");
  const int hidden = from.fields.whole("hidden_size", 1, kMaxWidth);
  spec->in = spec->out = {1, width};
  spec->pace.streams = false;
  spec->project = from.matrix(spec->name + ".project.weight", {hidden, width});
  spec->bias = from.vector(spec->name + ".project.bias", hidden);
  spec->score = from.matrix(spec->name + ".score.weight", {1, hidden});
  return spec;
}

LayerSummary summarise_additive_attention(const LayerSpec& layer) {
  return static_cast<const AdditiveAttentionSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
