#pragma once

#include <string>
#include <vector>

#include <longhand/error.h>

#include "formats/sequence_file.h"

namespace longhand::ocr {

/// How a picture becomes the numbers that a network takes in: of each channel
/// (value - mean) / std, value being a grey of 0 (black) to 1 (white).
struct ImageSpec {
  int height = 0;                ///< rows of a line
  std::vector<float> mean, std;  ///< [channels]

  int channels() const { return int(mean.size()); }
};

/// What the description of an OCR model says besides the architecture; see models/FORMAT.md.
struct ModelDescription {
  ImageSpec image;
  std::vector<std::string> alphabet;  ///< UTF-8 of each label
  int blank = 0;
  float sure_of_text = 88;  ///< as OcrModel::Impl has it
};

/// Reads it and checks that the network fits it. Fails with invalid_model or, for what this engine
/// cannot do, unsupported_model.
Result<ModelDescription> read_description(const formats::SequenceFile& file);

}  // namespace longhand::ocr
