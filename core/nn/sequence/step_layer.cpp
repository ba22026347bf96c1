#include "nn/sequence/step_layer.h"

namespace longhand::nn::sequence {
namespace {

class StepStream : public Stream {
 public:
  StepStream(const StepLayer& layer, int batch) : layer_(layer), batch_(batch) {}

  std::span<float> forward(int steps, std::span<float> in) override {
    const int rows = steps * batch_;
    const std::span<float> out = out_.take(std::size_t(rows) * layer_.outputs());
    layer_.forward(rows, in.data(), out.data(), memory_);
    return out;
  }

 private:
  const StepLayer& layer_;
  int batch_;
  ProductMemory memory_;
  Buffer<float> out_;
};

class InPlaceStream : public Stream {
 public:
  InPlaceStream(const InPlaceLayer& layer, int batch) : layer_(layer), batch_(batch) {}

  std::span<float> forward(int steps, std::span<float> in) override {
    layer_.apply(steps * batch_, in);
    return in;
  }

 private:
  const InPlaceLayer& layer_;
  int batch_;
};

}  // namespace

std::unique_ptr<Stream> StepLayer::start(int batch, std::span<float>) const {
  return std::make_unique<StepStream>(*this, batch);
}

std::unique_ptr<Stream> InPlaceLayer::start(int batch, std::span<float>) const {
  return std::make_unique<InPlaceStream>(*this, batch);
}

}  // namespace longhand::nn::sequence
