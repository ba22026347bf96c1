#pragma once

#include <longhand/page.h>

namespace longhand::ocr {

/// Turns two single quotation marks side by side, as old types set them, into a double one.
void join_quotes(PageLine& line);

}  // namespace longhand::ocr
