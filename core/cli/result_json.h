#pragma once

#include <longhand/ocr.h>

#include "json_text.h"

namespace longhand::cli {

/// With three digits after the point.
double rounded(double value);

JsonText to_json(const Box& box);
JsonText to_json(const Word& word);

}  // namespace longhand::cli
