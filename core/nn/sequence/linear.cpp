#include "nn/sequence/linear.h"

#include "nn/sequence/registry.h"
#include "nn/sequence/scale_rows.h"
#include "nn/sequence/step_layer.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {
namespace {

class Linear : public StepLayer {
 public:
  explicit Linear(const LinearSpec& spec)
      : StepLayer(spec.weight.cols, spec.weight.rows), product_(spec.weight, spec.bias) {}

  std::size_t bytes() const override { return product_.bytes(); }

  void forward(int steps, const float* in, float* out, ProductMemory& memory) const override {
    product_.apply({in, inputs()}, steps, {out, outputs()}, memory);
  }

 private:
  Product product_;
};

}  // namespace

std::unique_ptr<Layer> LinearSpec::build() const { return std::make_unique<Linear>(*this); }

LayerSummary LinearSpec::summary() const {
  return {"fully connected",
          "linear " + std::to_string(weight.cols) + " -> " + std::to_string(weight.rows),
          weight.cols,
          weight.rows,
          weight.size() + bias.size(),
          weight.is_int8(),
          {}};
}

bool LinearSpec::scale_outputs(std::span<const float> factor, std::span<const float> shift) {
  scale_rows(factor, shift, weight, bias);
  return true;
}

std::unique_ptr<LayerSpec> read_linear(LayerSource& from) {
  auto linear = std::make_unique<LinearSpec>();
  linear->name = from.fields.text("name");
  linear->in = {1, from.inputs("in_features")};
  linear->out = {1, from.fields.whole("out_features", 1, kMaxFeatures)};
  const bool has_bias = from.fields.boolean("bias", true);
  linear->weight = from.matrix(linear->name + ".weight",
                               {linear->out.channels, linear->in.channels});
  if (has_bias) linear->bias = from.vector(linear->name + ".bias", linear->out.channels);
  return linear;
}

LayerSummary summarise_linear(const LayerSpec& layer) {
  return static_cast<const LinearSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
