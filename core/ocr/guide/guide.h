#pragma once

#include <memory>
#include <span>
#include <vector>

#include <longhand/ocr.h>

#include "ocr/decode/characters.h"
#include "ocr/line/line_network.h"

namespace longhand::ocr {

/// Finds the reading of a line that fits what a caller knows of it: patterns, hot words, a language
/// model.
class Guide {
 public:
  struct Reading {
    std::vector<Character> characters;
    bool by_pattern = false;  ///< patterns were asked for
    int pattern = -1;         ///< that the line fits, -1 = none: it is rejected
    float confidence = 0;     ///< 0..100, that it fits
  };

  Guide() = default;
  Guide(const Guide&) = delete;
  Guide& operator=(const Guide&) = delete;
  virtual ~Guide() = default;

  /// Whether it was compiled of these options.
  virtual bool is_for(const SearchOptions& options) const = 0;

  /// `probabilities`: those of labels that may not be used are ignored.
  virtual Reading read(const Probabilities& probabilities) const = 0;
};

/// Compiles what the options say for a model; `allowed`: [labels] that may be used, empty = all.
/// Fails with invalid_option.
Result<std::unique_ptr<const Guide>> make_guide(const SearchOptions& options,
                                                const OcrModel::Impl& model,
                                                std::span<const std::uint8_t> allowed);

}  // namespace longhand::ocr
