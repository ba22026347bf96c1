#include "text/option_range.h"

#include <string>

#include "text/number.h"

namespace longhand::text {

Result<void> check_range(const char* name, double value, Range range) {
  if (value >= range.least && value <= range.most) return {};
  return fail(ErrorCode::invalid_option, std::string(name) + ": expected " + number(range.least) +
                                             " to " + number(range.most) + ", found " +
                                             number(value));
}

}  // namespace longhand::text
