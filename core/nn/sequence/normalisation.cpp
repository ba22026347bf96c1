#include <algorithm>
#include <cmath>

#include "nn/sequence/registry.h"
#include "nn/sequence/step_layer.h"
#include "nn/sequence/summary.h"
#include "simd/kernels.h"

namespace longhand::nn::sequence {
namespace {

constexpr double kMostEpsilon = 1;

class LayerNorm : public InPlaceLayer {
 public:
  LayerNorm(float epsilon, std::vector<float> weight, std::vector<float> bias)
      : epsilon_(epsilon), weight_(std::move(weight)), bias_(std::move(bias)) {}

  std::size_t bytes() const override { return (weight_.size() + bias_.size()) * sizeof(float); }

  void apply(int steps, std::span<float> values) const override {
    const int width = int(weight_.size());
    simd::layer_kernels().normalise({values.data(), width}, width, steps,
                                    {epsilon_, weight_.data(), bias_.data()},
                                    {values.data(), width});
  }

 private:
  float epsilon_;
  std::vector<float> weight_, bias_;
};

struct LayerNormSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override {
    return std::make_unique<LayerNorm>(epsilon, weight, bias);
  }
  LayerSummary summary() const {
    return {"layer norm", "layer norm", in.features(), out.features(), weights, false, {}};
  }

  float epsilon = 0;
  std::vector<float> weight, bias;  ///< [features]
  std::size_t weights = 0;          ///< that the file has
};

/// Each channel multiplied and shifted.
class ChannelScale : public InPlaceLayer {
 public:
  ChannelScale(std::vector<float> factor, std::vector<float> shift)
      : factor_(std::move(factor)), shift_(std::move(shift)) {}

  std::size_t bytes() const override { return (factor_.size() + shift_.size()) * sizeof(float); }

  void apply(int, std::span<float> values) const override {
    const std::size_t channels = factor_.size();
    for (std::size_t i = 0; i < values.size(); i += channels) {
      const simd::Term term{values.data() + i, factor_.data()};
      simd::layer_kernels().weighted_sum({&term, 1}, shift_.data(), channels, values.data() + i);
    }
  }

 private:
  std::vector<float> factor_, shift_;
};

struct BatchNormSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override {
    return std::make_unique<ChannelScale>(factor, shift);
  }
  LayerSummary summary() const {
    return {
        "batch norm", "batch norm", in.features(), out.features(), factor.size() * 2, false, {}};
  }

  std::vector<float> factor, shift;  ///< [channels]
};

std::vector<float> vector_or(LayerSource& from, bool there, const std::string& name, int size,
                             float otherwise) {
  if (there) return from.vector(name, size);
  return std::vector<float>(std::size_t(size), otherwise);
}

}  // namespace

std::unique_ptr<LayerSpec> read_layer_norm(LayerSource& from) {
  auto spec = std::make_unique<LayerNormSpec>();
  spec->name = from.fields.text("name");
  const int width = from.inputs("normalized_shape");
  spec->in = spec->out = {1, width};
  spec->epsilon = float(from.fields.number("eps", 0, kMostEpsilon, 1e-5));
  const bool is_affine = from.fields.boolean("elementwise_affine", true);
  const bool has_bias = from.fields.boolean("bias", is_affine);
  spec->weight = vector_or(from, is_affine, spec->name + ".weight", width, 1);
  spec->bias = vector_or(from, has_bias, spec->name + ".bias", width, 0);
  spec->weights = std::size_t(width) * (is_affine + has_bias);
  return spec;
}

/// It becomes part of the weights before it, if these can take it in.
std::unique_ptr<LayerSpec> read_batch_norm(LayerSource& from) {
  auto spec = std::make_unique<BatchNormSpec>();
  spec->name = from.fields.text("name");
  spec->in = spec->out = from.channels("num_features");
  const int channels = spec->in.channels;
  const auto epsilon = from.fields.number("eps", 0, kMostEpsilon, 1e-5);
  const bool is_affine = from.fields.boolean("affine", true);
  spec->factor = vector_or(from, is_affine, spec->name + ".weight", channels, 1);
  spec->shift = vector_or(from, is_affine, spec->name + ".bias", channels, 0);
  const std::vector<float> mean = from.vector(spec->name + ".running_mean", channels);
  const std::vector<float> variance = from.vector(spec->name + ".running_var", channels);
  if (!from.ok()) return spec;
  for (int i = 0; i < channels; ++i) {
    const double root = std::sqrt(std::max(0.0, double(variance[i])) + epsilon);
    spec->factor[i] = float(spec->factor[i] / root);
    if (!std::isfinite(spec->factor[i]))
      from.fields.expected("eps", "a number over 0, as a channel never varies");
    spec->shift[i] -= mean[i] * spec->factor[i];
  }
  if (from.before() && from.before()->scale_outputs(spec->factor, spec->shift)) return nullptr;
  return spec;
}

LayerSummary summarise_batch_norm(const LayerSpec& layer) {
  return static_cast<const BatchNormSpec&>(layer).summary();
}

LayerSummary summarise_layer_norm(const LayerSpec& layer) {
  return static_cast<const LayerNormSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
