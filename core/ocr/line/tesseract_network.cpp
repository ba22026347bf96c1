#include "ocr/line/tesseract_network.h"

#include <utility>

#include "nn/grid/noise.h"
#include "ocr/line/line_image.h"

namespace longhand::ocr {
namespace {

nn::grid::Recurrence recurrence_of(Noise noise) {
  return noise == Noise::lcg ? nn::grid::Recurrence::mmix : nn::grid::Recurrence::minstd;
}

class TesseractNetwork : public LineNetwork {
 public:
  TesseractNetwork(nn::grid::Network built, std::int64_t noise_seed)
      : network_(std::move(built)),
        seed_(noise_seed),
        sizes_{network_.input_height(), network_.least_height(), network_.x_scale(),
               network_.most_columns(), network_.columns_together()} {}

  const LineSizes& sizes() const override { return sizes_; }
  int labels() const override { return network_.labels(); }
  std::unique_ptr<Reader> start() const override;

  const nn::grid::Network& network() const { return network_; }

  nn::grid::NoiseGenerator noise(Noise kind) const {
    nn::grid::NoiseGenerator generator(recurrence_of(kind), seed_);
    generator.signed_value(1);  // Tesseract discards the first draw after seeding
    return generator;
  }

 private:
  nn::grid::Network network_;
  std::int64_t seed_;
  LineSizes sizes_;
};

class TesseractReader : public LineNetwork::Reader {
 public:
  explicit TesseractReader(const TesseractNetwork& network) : network_(network) {}

  void read(std::span<const image::Plane> lines, Noise noise,
            std::span<Probabilities> out) override {
    if (normalised_.size() < lines.size()) normalised_.resize(lines.size());
    if (read_.size() < lines.size()) read_.resize(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
      normalise(lines[i], measure_contrast(lines[i]), normalised_[i]);
    network_.network().forward({normalised_.data(), lines.size()}, network_.noise(noise),
                               workspace_, {read_.data(), lines.size()});
    for (std::size_t i = 0; i < lines.size(); ++i) {
      out[i].steps = read_[i].width;
      out[i].labels = read_[i].features;
      out[i].values.swap(read_[i].values);
    }
  }

 private:
  const TesseractNetwork& network_;
  nn::grid::Network::Workspace workspace_;
  std::vector<nn::grid::Grid<float>> normalised_, read_;
};

std::unique_ptr<LineNetwork::Reader> TesseractNetwork::start() const {
  return std::make_unique<TesseractReader>(*this);
}

}  // namespace

std::unique_ptr<LineNetwork> make_tesseract_network(nn::grid::Network network,
                                                    std::int64_t noise_seed) {
  return std::make_unique<TesseractNetwork>(std::move(network), noise_seed);
}

}  // namespace longhand::ocr
