#include "text/option_range.h"

#include <cstdio>

namespace longhand::text {

Result<void> check_range(const char* name, double value, Range range) {
  if (value >= range.least && value <= range.most) return {};
  char message[200];
  std::snprintf(message, sizeof message, "%.80s: expected %g to %g, found %g", name, range.least,
                range.most, value);
  return fail(ErrorCode::invalid_option, message);
}

}  // namespace longhand::text
