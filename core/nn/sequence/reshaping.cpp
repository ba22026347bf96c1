#include <algorithm>

#include "nn/sequence/layer.h"
#include "nn/sequence/registry.h"
#include "nn/sequence/step_layer.h"
#include "nn/sequence/summary.h"
#include "nn/sequence/window.h"

namespace longhand::nn::sequence {
namespace {

constexpr int kMaxFrames = 1024;

class Flatten : public StepLayer {
 public:
  explicit Flatten(Shape shape) : StepLayer(shape.features(), shape.features()), shape_(shape) {}

  void forward(int steps, const float* in, float* out, ProductMemory&) const override {
    for (int step = 0; step < steps; ++step, in += inputs())
      for (int channel = 0; channel < shape_.channels; ++channel)
        for (int row = 0; row < shape_.height; ++row)
          *out++ = in[std::ptrdiff_t(row) * shape_.channels + channel];
  }

 private:
  Shape shape_;
};

/// A column of a picture as features, in PyTorch's order: all rows of a channel, then of the next.
struct FlattenSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override { return std::make_unique<Flatten>(in); }
  LayerSummary summary() const {
    return {"flatten", "flatten", in.features(), out.features(), 0, false, {}};
  }
};

struct Stack : Layer {
  Stack(const Window& steps, int width) : window(steps), features(width) {}

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const override;
  std::size_t bytes() const override { return 0; }
  std::size_t carried(int batch) const override {
    return window.carried(std::size_t(batch) * features);
  }

  const Window window;
  const int features;
};

class StackStream : public Stream {
 public:
  StackStream(const Stack& layer, int batch, std::span<float> carried)
      : layer_(layer),
        batch_(batch),
        windows_(layer.window, std::size_t(batch) * layer.features, carried) {}

  std::span<float> forward(int steps, std::span<float> in) override {
    const int count = windows_.push(steps, in);
    const std::span<float> out = out_.take(std::size_t(count) * batch_ * layer_.window.kernel *
                                           layer_.features);
    auto to = out.begin();
    for (int window = 0; window < count; ++window)
      for (int sequence = 0; sequence < batch_; ++sequence)
        for (int frame = 0; frame < layer_.window.kernel; ++frame)
          to = std::copy_n(
              windows_.step(window, frame) + std::ptrdiff_t(sequence) * layer_.features,
              layer_.features, to);
    return out;
  }

 private:
  const Stack& layer_;
  int batch_;
  WindowStream windows_;
  Buffer<float> out_;
};

std::unique_ptr<Stream> Stack::start(int batch, std::span<float> carried) const {
  return std::make_unique<StackStream>(*this, batch, carried);
}

/// Steps side by side, the oldest first.
struct StackSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override {
    return std::make_unique<Stack>(window, in.features());
  }
  LayerSummary summary() const {
    return {"stack",
            "stack of " + std::to_string(window.kernel),
            in.features(),
            out.features(),
            0,
            false,
            {}};
  }

  Window window;
};

}  // namespace

std::unique_ptr<LayerSpec> read_flatten(LayerSource& from) {
  auto spec = std::make_unique<FlattenSpec>();
  spec->in = from.anything();
  spec->out = {1, spec->in.features()};
  return spec;
}

std::unique_ptr<LayerSpec> read_stack(LayerSource& from) {
  auto spec = std::make_unique<StackSpec>();
  spec->in = from.row();
  spec->window.kernel = from.fields.whole("frames", 1, kMaxFrames);
  spec->window.stride = from.fields.whole("stride", 1, kMaxFrames, spec->window.kernel);
  spec->pace = spec->window.pace();
  if (spec->window.kernel > kMaxFeatures / std::max(1, spec->in.channels))
    from.fields.expected("frames", "at most " + std::to_string(kMaxFeatures) + " numbers in all");
  spec->out = {1, spec->in.channels * spec->window.kernel};
  return spec;
}

/// In use it does nothing.
std::unique_ptr<LayerSpec> read_dropout(LayerSource&) { return nullptr; }

LayerSummary summarise_flatten(const LayerSpec& layer) {
  return static_cast<const FlattenSpec&>(layer).summary();
}

LayerSummary summarise_stack(const LayerSpec& layer) {
  return static_cast<const StackSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
