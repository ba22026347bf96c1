#pragma once

#include <span>
#include <string>
#include <vector>

#include <longhand/ocr.h>

#include "ocr/decode/beam_search.h"
#include "ocr/decode/character_filter.h"
#include "ocr/guide/guide.h"
#include "ocr/line/line_runner.h"
#include "ocr/line/prepared_line.h"
#include "ocr/model.h"

namespace longhand::ocr {

/// What a model's network read in a line -> its result.
class LineDecoder {
 public:
  /// model must outlive the decoder.
  explicit LineDecoder(const OcrModel::Impl& model);

  /// What is searched for from now on. Fails with invalid_option.
  Result<void> set_options(const SearchOptions& options);

  OcrResult decode(const LineRunner::Reading& reading, const PreparedLine& line,
                   bool with_probabilities);

 private:
  Result<void> set_guide(const SearchOptions& options);
  Guide::Reading search(const Probabilities& probabilities);
  std::span<const float> masked(const Probabilities& probabilities);

  const OcrModel::Impl& model_;
  BeamSearch search_;
  CharacterFilter filter_;
  std::string allow_, deny_;
  const Dictionary* dictionary_ = nullptr;
  std::unique_ptr<const Guide> guide_;  ///< null if the options ask for none
  std::vector<float> masked_values_;
};

}  // namespace longhand::ocr
