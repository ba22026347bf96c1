#include "nn/sequence/linear.h"

#include "nn/sequence/affine.h"
#include "nn/sequence/layer.h"
#include "nn/sequence/registry.h"

namespace longhand::nn::sequence {
namespace {

constexpr int kMaxOutputs = 1 << 16;

template <class Format>
class Linear : public Layer {
 public:
  explicit Linear(const LinearSpec& spec)
      : inputs_(spec.inputs),
        outputs_(spec.outputs),
        affine_(spec.weight, spec.bias,
                simd::RowOrder::plain(spec.outputs, simd::common_kernels().lanes)) {}

  std::unique_ptr<Stream> start(int batch) const override;
  std::size_t bytes() const override { return affine_.bytes(); }

  void forward(std::span<const float> in, int rows, Operand<Format>& operand, float* out) const {
    operand.set({in.data(), inputs_}, inputs_, rows);
    affine_.apply(operand, rows, {out, outputs_}, outputs_);
  }

  int outputs() const { return outputs_; }

 private:
  int inputs_;
  int outputs_;
  Affine<Format> affine_;
};

template <class Format>
class LinearStream : public Stream {
 public:
  LinearStream(const Linear<Format>& layer, int batch) : layer_(layer), batch_(batch) {}

  std::span<float> forward(int steps, std::span<const float> in) override {
    const int rows = steps * batch_;
    out_.resize(std::size_t(rows) * layer_.outputs());
    layer_.forward(in, rows, operand_, out_.data());
    return out_;
  }

 private:
  const Linear<Format>& layer_;
  int batch_;
  Operand<Format> operand_;
  std::vector<float> out_;
};

template <class Format>
std::unique_ptr<Stream> Linear<Format>::start(int batch) const {
  return std::make_unique<LinearStream<Format>>(*this, batch);
}

}  // namespace

std::unique_ptr<Layer> LinearSpec::build() const {
  if (weight.is_int8()) return std::make_unique<Linear<simd::Quantised>>(*this);
  return std::make_unique<Linear<simd::Float32>>(*this);
}

LayerSummary LinearSpec::summary() const {
  return {"fully connected",
          "linear " + std::to_string(inputs) + " -> " + std::to_string(outputs),
          inputs,
          outputs,
          weight.size() + bias.size(),
          weight.is_int8(),
          {}};
}

std::unique_ptr<LayerSpec> read_linear(LayerSource& from) {
  auto linear = std::make_unique<LinearSpec>();
  linear->name = from.fields.text("name");
  linear->inputs = from.inputs("in_features");
  linear->outputs = from.fields.whole("out_features", 1, kMaxOutputs);
  const bool has_bias = from.fields.boolean("bias", true);
  linear->weight = from.matrix(linear->name + ".weight", linear->outputs, linear->inputs);
  if (has_bias) linear->bias = from.vector(linear->name + ".bias", linear->outputs);
  return linear;
}

}  // namespace longhand::nn::sequence
