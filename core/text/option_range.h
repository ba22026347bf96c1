#pragma once

#include <longhand/error.h>
#include <longhand/range.h>

namespace longhand::text {

/// Fails with invalid_option, saying `name: expected 1 to 60, found 0.5`.
Result<void> check_range(const char* name, double value, Range range);

}  // namespace longhand::text
