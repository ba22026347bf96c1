#include "ocr/line/sequence_network.h"

#include <algorithm>
#include <array>
#include <utility>

#include "nn/sequence/chain.h"
#include "ocr/line/line_image.h"

namespace longhand::ocr {
namespace {

using nn::sequence::Chain;
using nn::sequence::ChainSpec;

/// Numbers that a layer may put out for a line, and for the lines of one call: 256 and 32 MB.
constexpr double kMostValues = 1 << 26, kMostValuesTogether = 1 << 23;

ChainSpec without_softmax(ChainSpec chain) {
  if (chain.layers.size() > 1 && chain.layers.back()->type == "softmax") chain.layers.pop_back();
  return chain;
}

LineSizes sizes_of(const ChainSpec& chain, const ImageSpec& image) {
  const auto columns = [&](double values) {
    return std::max(1, int(std::min(values / chain.widest(), double(kMaxScaledWidth))));
  };
  return {.height = image.height,
          .x_scale = chain.pace().stride,
          .most_columns = columns(kMostValues),
          .columns_together = columns(kMostValuesTogether)};
}

class SequenceNetwork : public LineNetwork {
 public:
  SequenceNetwork(const ChainSpec& chain, ImageSpec image)
      : chain_(chain), image_(std::move(image)), sizes_(sizes_of(chain, image_)) {}

  const LineSizes& sizes() const override { return sizes_; }
  int labels() const override { return chain_.outputs(); }
  std::unique_ptr<Reader> start() const override;

  const Chain& chain() const { return chain_; }
  const ImageSpec& image() const { return image_; }

 private:
  Chain chain_;
  ImageSpec image_;
  LineSizes sizes_;
};

class SequenceReader : public LineNetwork::Reader {
 public:
  explicit SequenceReader(const SequenceNetwork& network)
      : network_(network), state_(network.chain().start()) {
    const ImageSpec& image = network.image();
    for (int channel = 0; channel < image.channels(); ++channel)
      for (int grey = 0; grey < 256; ++grey)
        values_[channel][grey] = (float(grey) / 255 - image.mean[channel]) / image.std[channel];
  }

  void read(std::span<const image::Plane> lines, Noise, std::span<Probabilities> out) override {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      state_.reset();
      set_columns(lines[i]);
      const auto read = network_.chain().probabilities(columns_, state_);
      out[i].labels = network_.labels();
      out[i].steps = int(read.size() / std::size_t(out[i].labels));
      out[i].values.assign(read.begin(), read.end());
    }
  }

 private:
  /// [columns][rows][channels]
  void set_columns(const image::Plane& line) {
    const int channels = network_.image().channels();
    columns_.resize(line.pixels.size() * channels);
    const std::size_t column = std::size_t(line.height) * channels;
    for (int y = 0; y < line.height; ++y) {
      const std::uint8_t* row = line.row(y);
      float* to = columns_.data() + std::size_t(y) * channels;
      for (int x = 0; x < line.width; ++x, to += column)
        for (int channel = 0; channel < channels; ++channel) to[channel] = values_[channel][row[x]];
    }
  }

  const SequenceNetwork& network_;
  Chain::State state_;
  std::array<std::array<float, 256>, 3> values_;  ///< [channel][grey]
  std::vector<float> columns_;
};

std::unique_ptr<LineNetwork::Reader> SequenceNetwork::start() const {
  return std::make_unique<SequenceReader>(*this);
}

}  // namespace

std::unique_ptr<LineNetwork> make_sequence_network(ChainSpec chain, ImageSpec image) {
  return std::make_unique<SequenceNetwork>(without_softmax(std::move(chain)), std::move(image));
}

}  // namespace longhand::ocr
