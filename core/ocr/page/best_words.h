#pragma once

#include <longhand/page.h>

namespace longhand::ocr {

/// Of two readings of a row by one model, the surer words; where words cannot be told apart by
/// spaces, the surer row.
PageLine best_words(PageLine first, PageLine second);

/// The same of two models: the likelier words. Those of `second` must be surer by more than `lead`.
PageLine best_of_models(PageLine first, PageLine second, float lead);

}  // namespace longhand::ocr
