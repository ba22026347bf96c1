#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <longhand/error.h>

#include "ocr/decode/charset.h"
#include "ocr/decode/recoder.h"

namespace longhand::ocr {

/// Which characters a search may use. Empty vectors: all.
struct CharacterFilter {
  std::vector<std::uint8_t> unichars;  ///< by unichar
  std::vector<std::uint8_t> labels;    ///< by softmax label: used by an enabled character, or blank

  bool is_active() const { return !unichars.empty(); }
};

/// Builds the filter of OcrOptions::allow and deny. A character of the model with several code
/// points needs all of them allowed and none denied; the space needs no permission. Fails with
/// invalid_option if the strings are not UTF-8 or no character of the model is left.
Result<CharacterFilter> make_filter(const std::string& allow, const std::string& deny,
                                    const Charset& charset, const Recoder& recoder, int labels,
                                    int blank);

}  // namespace longhand::ocr
