#pragma once

#include <longhand/ocr.h>

namespace longhand::wasm {

/// Adds the patterns, hot words and language model that searches have from now on; in module ocr
/// nothing, as it has none.
void add_guide(SearchOptions& options);

}  // namespace longhand::wasm
