#pragma once

#include <longhand/language.h>

#include "ctc/ngram_model.h"

namespace longhand {

struct LanguageModel::Impl {
  ctc::NgramModel ngrams;
};

}  // namespace longhand
