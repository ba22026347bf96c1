#include "nn/sequence/step_layer.h"

#include <vector>

namespace longhand::nn::sequence {
namespace {

class StepStream : public Stream {
 public:
  StepStream(const StepLayer& layer, int batch) : layer_(layer), batch_(batch) {}

  std::span<float> forward(int steps, std::span<const float> in) override {
    const int rows = steps * batch_;
    out_.resize(std::size_t(rows) * layer_.outputs());
    layer_.forward(rows, in.data(), out_.data(), memory_);
    return out_;
  }

 private:
  const StepLayer& layer_;
  int batch_;
  ProductMemory memory_;
  std::vector<float> out_;
};

}  // namespace

std::unique_ptr<Stream> StepLayer::start(int batch, std::span<float>) const {
  return std::make_unique<StepStream>(*this, batch);
}

}  // namespace longhand::nn::sequence
