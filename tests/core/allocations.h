#pragma once

#include <cstddef>

namespace longhand::testing {

/// What operator new has handed out since the program began, in a test program that links
/// allocations.cpp.
struct Heap {
  std::size_t count = 0;      ///< calls
  std::size_t allocated = 0;  ///< bytes; a difference bounds what was held at once
  std::size_t in_use = 0;     ///< bytes that were not freed
};

Heap heap();

}  // namespace longhand::testing
