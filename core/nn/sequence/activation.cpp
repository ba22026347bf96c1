#include <algorithm>
#include <limits>

#include "nn/sequence/registry.h"
#include "nn/sequence/step_layer.h"
#include "nn/sequence/summary.h"
#include "simd/kernels.h"

namespace longhand::nn::sequence {
namespace {

constexpr float kEndless = std::numeric_limits<float>::infinity();
constexpr double kMostLimit = 1e30;

class Activate : public InPlaceLayer {
 public:
  Activate(simd::Activation kind, float low, float high) : kind_(kind), low_(low), high_(high) {}

  void apply(int, std::span<float> values) const override {
    simd::layer_kernels().activate(kind_, low_, high_, values.size(), values.data(), values.data());
  }

 private:
  simd::Activation kind_;
  float low_, high_;
};

struct ActivationSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override {
    return std::make_unique<Activate>(kind, low, high);
  }
  LayerSummary summary() const { return {text, text, in.features(), out.features(), 0, false, {}}; }

  std::string text;
  simd::Activation kind = simd::Activation::clamp;
  float low = 0, high = kEndless;
};

std::unique_ptr<ActivationSpec> read(LayerSource& from, const char* text, simd::Activation kind) {
  auto spec = std::make_unique<ActivationSpec>();
  spec->in = spec->out = from.anything();
  spec->text = text;
  spec->kind = kind;
  spec->non_negative = kind == simd::Activation::sigmoid || kind == simd::Activation::hard_sigmoid;
  return spec;
}

/// Over the channels of each row.
class Softmax : public InPlaceLayer {
 public:
  explicit Softmax(Shape shape) : shape_(shape) {}

  void apply(int steps, std::span<float> values) const override {
    simd::common_kernels().softmax({values.data(), shape_.channels}, shape_.channels,
                                   steps * shape_.height);
  }

 private:
  Shape shape_;
};

struct SoftmaxSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override { return std::make_unique<Softmax>(in); }
  LayerSummary summary() const {
    return {"softmax", "softmax", in.features(), out.features(), 0, false, {}};
  }
};

}  // namespace

std::unique_ptr<LayerSpec> read_relu(LayerSource& from) {
  auto spec = read(from, "ReLU", simd::Activation::clamp);
  spec->non_negative = true;
  return spec;
}

std::unique_ptr<LayerSpec> read_hardtanh(LayerSource& from) {
  auto spec = read(from, "hard tanh", simd::Activation::clamp);
  spec->low = float(from.fields.number("min_val", -kMostLimit, kMostLimit, -1));
  spec->high = float(from.fields.number("max_val", spec->low, kMostLimit, 1));
  spec->non_negative = spec->low >= 0;
  return spec;
}

std::unique_ptr<LayerSpec> read_leaky_relu(LayerSource& from) {
  auto spec = read(from, "leaky ReLU", simd::Activation::leaky);
  spec->low = float(from.fields.number("negative_slope", -kMostLimit, kMostLimit, 0.01));
  return spec;
}

std::unique_ptr<LayerSpec> read_gelu(LayerSource& from) {
  if (!from.fields.has("approximate")) return read(from, "GELU", simd::Activation::gelu);
  const std::string approximate = from.fields.text("approximate");
  if (approximate != "none" && approximate != "tanh")
    from.fields.expected("approximate", "none or tanh");
  return read(from, "GELU",
              approximate == "tanh" ? simd::Activation::gelu_tanh : simd::Activation::gelu);
}

std::unique_ptr<LayerSpec> read_silu(LayerSource& from) {
  return read(from, "SiLU", simd::Activation::silu);
}

std::unique_ptr<LayerSpec> read_tanh(LayerSource& from) {
  return read(from, "tanh", simd::Activation::tanh);
}

std::unique_ptr<LayerSpec> read_sigmoid(LayerSource& from) {
  return read(from, "sigmoid", simd::Activation::sigmoid);
}

std::unique_ptr<LayerSpec> read_hardswish(LayerSource& from) {
  return read(from, "hard swish", simd::Activation::hard_swish);
}

std::unique_ptr<LayerSpec> read_hardsigmoid(LayerSource& from) {
  return read(from, "hard sigmoid", simd::Activation::hard_sigmoid);
}

std::unique_ptr<LayerSpec> read_softmax(LayerSource& from) {
  auto spec = std::make_unique<SoftmaxSpec>();
  spec->in = spec->out = from.anything();
  return spec;
}

LayerSummary summarise_activation(const LayerSpec& layer) {
  return static_cast<const ActivationSpec&>(layer).summary();
}

LayerSummary summarise_softmax(const LayerSpec& layer) {
  return static_cast<const SoftmaxSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
