#pragma once

#include <longhand/page.h>

namespace longhand::ocr {

/// Of two readings of a row, the surer words; where words cannot be told apart by spaces, the surer
/// row.
PageLine best_words(PageLine first, PageLine second);

}  // namespace longhand::ocr
