#pragma once

#include <memory>
#include <span>
#include <vector>

#include "image/plane.h"
#include "ocr/line/line_network.h"
#include "ocr/model.h"

namespace longhand::ocr {

/// Runs lines through a model's network, the uncertain ones once more with light and dark swapped.
/// Keeps working memory between calls.
class LineRunner {
 public:
  /// The better reading of one line.
  struct Reading {
    const Probabilities& probabilities;  ///< valid until the next call
    bool inverted;
  };

  explicit LineRunner(const OcrModel::Impl& model)
      : model_(model), reader_(model.network->start()) {}

  /// Fails with invalid_image if the network cannot take a line of that size.
  Result<void> check(const image::Plane& line) const;

  /// Takes lines that pass check().
  void run(std::vector<image::Plane> lines, const OcrOptions& options);
  Reading reading(std::size_t line) const { return {upright_[line], inverted_[line]}; }

 private:
  void forward(std::span<const image::Plane> lines, Noise noise, std::vector<Probabilities>& out);

  const OcrModel::Impl& model_;
  std::unique_ptr<LineNetwork::Reader> reader_;
  std::vector<Probabilities> upright_, swapped_;
  std::vector<bool> inverted_;
};

}  // namespace longhand::ocr
