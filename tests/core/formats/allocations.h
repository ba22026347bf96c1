#pragma once

#include <cstddef>

namespace longhand::testing {

/// Bytes that operator new has handed out since the program began; freeing does not lower it, so a
/// difference bounds the memory that was held at once.
std::size_t allocated_bytes();

}  // namespace longhand::testing
