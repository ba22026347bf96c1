#pragma once

namespace longhand {

/// Values that an option may have, both ends included.
struct Range {
  double least, most;
};

}  // namespace longhand
