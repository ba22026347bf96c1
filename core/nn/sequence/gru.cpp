#include "nn/sequence/gru.h"

#include <algorithm>

#include "nn/sequence/layer.h"
#include "nn/sequence/product.h"
#include "nn/sequence/recurrent.h"
#include "nn/sequence/registry.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {
namespace {

struct Part {
  Product input, recurrent;  ///< to gates, with their biases
  bool reversed = false;
};

class Gru : public Layer {
 public:
  explicit Gru(const GruSpec& spec)
      : hidden(spec.hidden), directions(spec.directions()), layers(spec.layers) {
    for (std::size_t i = 0; i < spec.parts.size(); ++i) {
      const GruWeights& weights = spec.parts[i];
      parts.push_back({Product(weights.input, weights.input_bias),
                       Product(weights.recurrent, weights.recurrent_bias),
                       i % std::size_t(directions) == 1});
    }
  }

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const override;

  std::size_t bytes() const override {
    std::size_t bytes = 0;
    for (const Part& part : parts) bytes += part.input.bytes() + part.recurrent.bytes();
    return bytes;
  }

  std::size_t carried(int batch) const override { return parts.size() * batch * hidden; }

  int width() const { return directions * hidden; }

  const int hidden, directions, layers;
  std::vector<Part> parts;
};

class GruStream : public Stream {
 public:
  GruStream(const Gru& gru, int batch, std::span<float> carried)
      : gru_(gru), batch_(batch), carried_(carried) {}

  std::span<float> forward(int steps, std::span<float> in) override {
    std::span<float> out;
    for (int layer = 0; layer < gru_.layers; ++layer) {
      out = turns_[layer % 2].take(std::size_t(steps) * batch_ * gru_.width());
      for (int direction = 0; direction < gru_.directions; ++direction)
        run(layer * gru_.directions + direction, steps, in, out.data() + direction * gru_.hidden);
      in = out;
    }
    return out;
  }

 private:
  void run(int number, int steps, std::span<const float> in, float* out) {
    const Part& part = gru_.parts[number];
    const int inputs = part.input.inputs(), gates = part.input.outputs();
    const int chunk = std::max(1, kRowsTogether / batch_);
    const std::span<float> input = input_.take(std::size_t(chunk) * batch_ * gates);
    for (int done = 0; done < steps; done += chunk) {
      const int count = std::min(chunk, steps - done);
      const int low = part.reversed ? steps - done - count : done;
      part.input.apply({in.data() + std::ptrdiff_t(low) * batch_ * inputs, inputs}, count * batch_,
                       {input.data(), gates}, memory_);
      for (int i = 0; i < count; ++i) {
        const int at = part.reversed ? count - 1 - i : i;
        step(number, input.data() + std::ptrdiff_t(at) * batch_ * gates,
             out + std::ptrdiff_t(low + at) * batch_ * gru_.width());
      }
    }
  }

  /// One step of all sequences; what they carry becomes what they put out.
  void step(int number, const float* input, float* out) {
    const int hidden = gru_.hidden, gates = 3 * hidden;
    float* carried = carried_.data() + std::ptrdiff_t(number) * batch_ * hidden;
    const std::span<float> recurrent = recurrent_.take(std::size_t(batch_) * gates);
    gru_.parts[number].recurrent.apply({carried, hidden}, batch_, {recurrent.data(), gates},
                                       memory_);
    for (int i = 0; i < batch_; ++i, carried += hidden, out += gru_.width()) {
      simd::layer_kernels().gru_gates(input + std::ptrdiff_t(i) * gates,
                                      recurrent.data() + std::ptrdiff_t(i) * gates, hidden, carried,
                                      out);
      std::copy_n(out, hidden, carried);
    }
  }

  const Gru& gru_;
  int batch_;
  std::span<float> carried_;
  Buffer<float> turns_[2];  ///< outputs of one layer, inputs of the next
  Buffer<float> input_, recurrent_;
  ProductMemory memory_;
};

std::unique_ptr<Stream> Gru::start(int batch, std::span<float> carried) const {
  return std::make_unique<GruStream>(*this, batch, carried);
}

GruWeights read_part(LayerSource& from, const GruSpec& gru, int part, bool has_bias) {
  const int layer = part / gru.directions();
  const std::string suffix = part_suffix(part, gru.directions());
  const auto name = [&](const char* what) { return gru.name + "." + what + suffix; };
  const int gates = 3 * gru.hidden;
  GruWeights weights;
  weights.input = from.matrix(name("weight_ih"), {gates, gru.inputs_of(layer)});
  weights.recurrent = from.matrix(name("weight_hh"), {gates, gru.hidden});
  if (!has_bias) return weights;
  weights.input_bias = from.vector(name("bias_ih"), gates);
  weights.recurrent_bias = from.vector(name("bias_hh"), gates);
  return weights;
}

}  // namespace

std::unique_ptr<Layer> GruSpec::build() const { return std::make_unique<Gru>(*this); }

LayerSummary GruSpec::summary() const {
  LayerSummary all{bidirectional ? "bidirectional GRU" : "GRU",
                   "GRU " + std::to_string(in.channels) + " -> " + std::to_string(layers) + "x" +
                       std::to_string(hidden) + (bidirectional ? " in both directions" : ""),
                   in.channels,
                   out.channels,
                   0,
                   true,
                   {}};
  for (const GruWeights& part : parts) {
    all.weights += part.size();
    all.int8 = all.int8 && part.input.is_int8() && part.recurrent.is_int8();
  }
  return all;
}

std::unique_ptr<LayerSpec> read_gru(LayerSource& from) {
  auto gru = std::make_unique<GruSpec>();
  gru->name = from.fields.text("name");
  gru->in = {1, from.inputs("input_size")};
  gru->hidden = from.fields.whole("hidden_size", 1, kMaxWidth);
  gru->layers = from.fields.whole("num_layers", 1, kMaxRecurrentLayers, 1);
  gru->bidirectional = from.fields.boolean("bidirectional", false);
  gru->pace.streams = !gru->bidirectional;
  gru->out = {1, gru->directions() * gru->hidden};
  if (gru->out.channels > kMaxWidth)
    from.fields.expected("hidden_size",
                         "at most " + std::to_string(kMaxWidth / 2) + " in two directions");
  const bool has_bias = from.fields.boolean("bias", true);
  for (int part = 0; part < gru->layers * gru->directions() && from.ok(); ++part)
    gru->parts.push_back(read_part(from, *gru, part, has_bias));
  return gru;
}

LayerSummary summarise_gru(const LayerSpec& layer) {
  return static_cast<const GruSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
