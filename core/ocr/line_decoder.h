#pragma once

#include <span>
#include <string>
#include <vector>

#include <longhand/ocr.h>

#include "ocr/decode/beam_search.h"
#include "ocr/decode/character_filter.h"
#include "ocr/line/line_runner.h"
#include "ocr/line/prepared_line.h"
#include "ocr/model.h"

namespace longhand::ocr {

/// What a model's network read in a line -> its result.
class LineDecoder {
 public:
  /// model must outlive the decoder.
  explicit LineDecoder(const OcrModel::Impl& model);

  /// Characters that results may have, from now on; see OcrOptions. Fails with invalid_option.
  Result<void> set_filter(const std::string& allow, const std::string& deny);

  OcrResult decode(const LineRunner::Reading& reading, const PreparedLine& line,
                   const OcrOptions& options);

 private:
  std::span<const float> masked(const Probabilities& probabilities);

  const OcrModel::Impl& model_;
  BeamSearch search_;
  CharacterFilter filter_;
  std::string allow_, deny_;
  std::vector<float> masked_values_;
};

}  // namespace longhand::ocr
