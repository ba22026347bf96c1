#pragma once

#include <memory>
#include <span>
#include <vector>

#include <longhand/language.h>

#include "ctc/alphabet.h"
#include "ctc/hot_phrases.h"

namespace longhand::ctc {

/// Labels with one space between two words and none at the ends; marks count as spaces.
std::vector<int> words_of(std::span<const int> labels, int space,
                          const std::vector<bool>& marks = {});

/// Hot words for searches in this alphabet; marks: as Knowledge has them. Fails with
/// invalid_option.
Result<std::shared_ptr<const HotPhrases>> compile_hotwords(const std::vector<Hotword>& hotwords,
                                                           const Alphabet& alphabet,
                                                           const std::vector<bool>& marks = {});

}  // namespace longhand::ctc
