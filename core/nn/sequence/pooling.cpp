#include <algorithm>
#include <limits>

#include "nn/sequence/axis.h"
#include "nn/sequence/layer.h"
#include "nn/sequence/registry.h"
#include "nn/sequence/summary.h"
#include "nn/sequence/window.h"
#include "simd/kernels.h"

namespace longhand::nn::sequence {
namespace {

constexpr int kMaxKernel = 255;

enum class Pool : std::uint8_t { maximum, mean };

/// PyTorch's nn.MaxPool2d and nn.AvgPool2d.
struct PoolingSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override;
  LayerSummary summary() const {
    const char* kind = pool == Pool::maximum ? "maximum" : "mean";
    return {kind,
            std::string(kind) + " of " + std::to_string(axis.kernel) + "x" +
                std::to_string(window.kernel),
            in.features(),
            out.features(),
            0,
            false,
            {}};
  }

  Pool pool = Pool::maximum;
  Window window;
  Axis axis;
};

struct Pooling : Layer {
  Pooling(Pool kind, const Window& along, const Axis& down, Shape from, Shape to)
      : pool(kind), window(along), axis(down), in(from), out(to) {}

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const override;
  std::size_t bytes() const override { return 0; }
  std::size_t carried(int batch) const override {
    return window.carried(std::size_t(batch) * in.features());
  }

  const Pool pool;
  const Window window;
  const Axis axis;
  const Shape in, out;
};

class PoolingStream : public Stream {
 public:
  PoolingStream(const Pooling& layer, int batch, std::span<float> carried)
      : layer_(layer),
        batch_(batch),
        windows_(layer.window, std::size_t(batch) * layer.in.features(), carried) {}

  std::span<float> forward(int steps, std::span<float> in) override {
    const int count = windows_.push(steps, in);
    const std::span<float> out = out_.take(std::size_t(count) * batch_ * layer_.out.features());
    std::ranges::fill(out, start());
    float* to = out.data();
    for (int window = 0; window < count; ++window)
      for (int sequence = 0; sequence < batch_; ++sequence)
        for (int row = 0; row < layer_.out.height; ++row, to += layer_.out.channels)
          pool(window, sequence, row, to);
    return out;
  }

 private:
  float start() const {
    return layer_.pool == Pool::maximum ? -std::numeric_limits<float>::infinity() : 0.0f;
  }

  void pool(int window, int sequence, int row, float* to) const {
    const auto channels = std::size_t(layer_.in.channels);
    for (int along = 0; along < layer_.window.kernel; ++along) {
      if (windows_.is_padding(window, along)) continue;
      const float* column = windows_.step(window, along) +
                            std::size_t(sequence) * layer_.in.features();
      for (int down = 0; down < layer_.axis.kernel; ++down) {
        const int at = layer_.axis.row(row, down);
        if (at >= 0 && at < layer_.in.height) take_in(column + std::size_t(at) * channels, to);
      }
    }
  }

  void take_in(const float* from, float* to) const {
    const auto channels = std::size_t(layer_.in.channels);
    const auto share = 1.0f / float(layer_.window.kernel * layer_.axis.kernel);
    if (layer_.pool == Pool::maximum) simd::layer_kernels().maximum(from, channels, to);
    else simd::layer_kernels().add_scaled(from, share, channels, to);
  }

  const Pooling& layer_;
  int batch_;
  WindowStream windows_;
  Buffer<float> out_;
};

std::unique_ptr<Stream> Pooling::start(int batch, std::span<float> carried) const {
  return std::make_unique<PoolingStream>(*this, batch, carried);
}

std::unique_ptr<Layer> PoolingSpec::build() const {
  return std::make_unique<Pooling>(pool, window, axis, in, out);
}

std::unique_ptr<LayerSpec> read_pooling(LayerSource& from, Pool pool) {
  auto spec = std::make_unique<PoolingSpec>();
  spec->pool = pool;
  spec->non_negative = from.before() && from.before()->non_negative;
  spec->in = spec->out = from.anything();
  const Pair kernel = from.pair("kernel_size", 1, kMaxKernel);
  const Pair stride = from.pair("stride", 1, kMaxKernel, kernel);
  const Pair padding = from.pair("padding", 0, kMaxKernel, Pair{0, 0});
  if (2 * padding.height > kernel.height || 2 * padding.width > kernel.width)
    from.fields.expected("padding", "at most half the kernel");
  spec->window = {kernel.width, stride.width, 1, padding.width, padding.width};
  spec->axis = {kernel.height, stride.height, 1, padding.height};
  spec->out.height = from.rows_out(spec->axis, spec->in.height);
  spec->pace = spec->window.pace();
  return spec;
}

}  // namespace

std::unique_ptr<LayerSpec> read_max_pool(LayerSource& from) {
  return read_pooling(from, Pool::maximum);
}
std::unique_ptr<LayerSpec> read_avg_pool(LayerSource& from) {
  return read_pooling(from, Pool::mean);
}

LayerSummary summarise_pooling(const LayerSpec& layer) {
  return static_cast<const PoolingSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
