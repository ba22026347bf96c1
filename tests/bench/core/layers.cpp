// Layers of PyTorch's networks, beside the peak of the machine.
#include <memory>
#include <random>

#include "nn/sequence/chain.h"
#include "nn/sequence/convolution.h"
#include "nn/sequence/gru.h"
#include "nn/sequence/linear.h"
#include "workloads.h"

namespace longhand::bench {
namespace {

using namespace nn::sequence;

constexpr int kSteps = 128;

/// Of random numbers, in int8 or in float.
nn::Matrix matrix(int rows, int cols, bool int8) {
  std::mt19937 random(3);
  nn::Matrix matrix{rows, cols, {}, {}, {}};
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    const int value = int(random() % 255) - 127;
    if (int8) matrix.int8.push_back(std::int8_t(value));
    else matrix.real.push_back(float(value) * 1e-3f);
  }
  if (int8) matrix.scale.assign(std::size_t(rows), 1e-3f);
  return matrix;
}

std::unique_ptr<LayerSpec> convolution(Shape in, int channels, int down, int along, int groups,
                                       bool int8) {
  auto spec = std::make_unique<ConvolutionSpec>();
  spec->in = in;
  spec->out = {in.height, channels};
  spec->groups = groups;
  spec->window = {along, 1, 1, along / 2, along / 2};
  spec->axis = {down, 1, 1, down / 2};
  spec->weight = matrix(channels, in.channels / groups * down * along, int8);
  return spec;
}

std::unique_ptr<LayerSpec> gru(int inputs, int hidden, bool int8) {
  auto spec = std::make_unique<GruSpec>();
  spec->in = {1, inputs};
  spec->out = {1, hidden};
  spec->hidden = hidden;
  spec->parts.push_back(
      {matrix(3 * hidden, inputs, int8), matrix(3 * hidden, hidden, int8), {}, {}});
  return spec;
}

std::unique_ptr<LayerSpec> linear(int inputs, int outputs, bool int8) {
  auto spec = std::make_unique<LinearSpec>();
  spec->in = {1, inputs};
  spec->out = {1, outputs};
  spec->weight = matrix(outputs, inputs, int8);
  return spec;
}

/// A layer at work on random steps.
struct Layer {
  Chain chain;
  Chain::State state;
  std::vector<float> in;

  explicit Layer(const ChainSpec& spec)
      : chain(spec), state(chain.start()), in(std::size_t(kSteps) * chain.inputs()) {
    std::mt19937 random(5);
    for (float& value : in) value = float(random() % 201) / 100.0f - 1.0f;
  }
};

void add(const std::string& name, double macs, std::unique_ptr<LayerSpec> spec,
         std::vector<Workload>& all) {
  ChainSpec chain;
  chain.layers.push_back(std::move(spec));
  auto layer = std::make_shared<Layer>(chain);
  all.push_back(
      {"layer_" + name, macs * kSteps, [layer] { layer->chain.forward(layer->in, layer->state); }});
}

}  // namespace

std::vector<Workload> layer_workloads() {
  std::vector<Workload> all;
  for (const bool int8 : {false, true}) {
    const std::string kind = int8 ? "/int8" : "/float";
    add("linear_256_1024" + kind, 256 * 1024, linear(256, 1024, int8), all);
    add("conv2d_3x3_64_64" + kind, 8 * 9 * 64 * 64, convolution({8, 64}, 64, 3, 3, 1, int8), all);
    add("conv2d_3x3_1_16" + kind, 32 * 9 * 16, convolution({32, 1}, 16, 3, 3, 1, int8), all);
    add("conv1d_5_128_256" + kind, 5 * 128 * 256, convolution({1, 128}, 256, 1, 5, 1, int8), all);
    add("conv2d_1x1_128_128" + kind, 8 * 128 * 128, convolution({8, 128}, 128, 1, 1, 1, int8), all);
    add("gru_256_256" + kind, 6 * 256 * 256, gru(256, 256, int8), all);
  }
  add("depthwise_3x3_128/float", 8 * 9 * 128, convolution({8, 128}, 128, 3, 3, 128, false), all);
  return all;
}

}  // namespace longhand::bench
