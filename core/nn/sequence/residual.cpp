#include <algorithm>
#include <optional>

#include "nn/sequence/chain.h"
#include "nn/sequence/layer.h"
#include "nn/sequence/registry.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {
namespace {

/// The sum of what two chains make of the same steps; one may be none, which passes them on.
struct ResidualSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override;
  LayerSummary summary() const;

  ChainSpec layers, shortcut;
};

class Residual : public Layer {
 public:
  explicit Residual(const ResidualSpec& spec) : layers_(spec.layers) {
    if (!spec.shortcut.layers.empty()) shortcut_.emplace(spec.shortcut);
  }

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const override;
  std::size_t bytes() const override {
    return layers_.bytes() + (shortcut_ ? shortcut_->bytes() : 0);
  }

  std::size_t carried(int batch) const override {
    return layers_.carried(batch) + (shortcut_ ? shortcut_->carried(batch) : 0);
  }

  const Chain& layers() const { return layers_; }
  const Chain* shortcut() const { return shortcut_ ? &*shortcut_ : nullptr; }

 private:
  Chain layers_;
  std::optional<Chain> shortcut_;
};

class ResidualStream : public Stream {
 public:
  ResidualStream(const Residual& layer, int batch, std::span<float> carried)
      : layers_(layer.layers(), batch, carried) {
    if (const Chain* shortcut = layer.shortcut())
      shortcut_.emplace(*shortcut, batch, carried.subspan(layer.layers().carried(batch)));
  }

  std::span<float> forward(int, std::span<float> in) override {
    const std::span<float> kept = kept_.take(in.size());
    std::ranges::copy(in, kept.begin());
    const std::span<float> sum = layers_.forward(in);
    const std::span<float> other = shortcut_ ? shortcut_->forward(kept) : kept;
    const std::size_t size = std::min(sum.size(), other.size());
    for (std::size_t i = 0; i < size; ++i) sum[i] += other[i];
    return sum.first(size);
  }

 private:
  ChainStream layers_;
  std::optional<ChainStream> shortcut_;
  Buffer<float> kept_;
};

std::unique_ptr<Stream> Residual::start(int batch, std::span<float> carried) const {
  return std::make_unique<ResidualStream>(*this, batch, carried);
}

std::unique_ptr<Layer> ResidualSpec::build() const { return std::make_unique<Residual>(*this); }

LayerSummary ResidualSpec::summary() const {
  LayerSummary all{"residual", "", in.features(), out.features(), 0, true, {}};
  for (const ChainSpec* chain : {&layers, &shortcut})
    for (const auto& layer : chain->layers) {
      all.parts.push_back(summary_of(*layer));
      const LayerSummary& part = all.parts.back();
      all.text += (all.text.empty() ? "" : ", ") + part.text;
      all.weights += part.weights;
      all.int8 = all.int8 && (part.int8 || part.weights == 0);
    }
  all.text = "residual (" + all.text + ")";
  return all;
}

}  // namespace

std::unique_ptr<LayerSpec> read_residual(LayerSource& from) {
  auto spec = std::make_unique<ResidualSpec>();
  spec->layers = from.chain("layers");
  if (from.ok() && from.fields.has("shortcut")) spec->shortcut = from.chain("shortcut");
  if (!from.ok()) return spec;
  spec->in = spec->layers.in();
  spec->out = spec->layers.out();
  spec->pace = spec->layers.pace();
  const bool has_shortcut = !spec->shortcut.layers.empty();
  const Shape in = has_shortcut ? spec->shortcut.in() : spec->in;
  const Shape out = has_shortcut ? spec->shortcut.out() : spec->in;
  const Pace pace = has_shortcut ? spec->shortcut.pace() : Pace{};
  const bool is_even = pace.stride == spec->pace.stride && pace.lead == spec->pace.lead;
  if (in != spec->in || out != spec->out || !is_even)
    from.fields.expected(has_shortcut ? "shortcut" : "layers",
                         "as many steps and numbers out on both ways");
  spec->pace.streams = spec->pace.streams && pace.streams;
  return spec;
}

LayerSummary summarise_residual(const LayerSpec& layer) {
  return static_cast<const ResidualSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
