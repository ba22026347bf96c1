#pragma once

#include <gtest/gtest.h>

#include "simd/kernels.h"

namespace longhand::simd {

/// Runs `work` with the kernels of each instruction set that this machine has.
template <class Work>
void for_each_instruction_set(const Work& work) {
  for (int number = 0; number < instruction_sets(); ++number) {
    use_instruction_set(number);
    SCOPED_TRACE(common_kernels().name);
    work();
  }
  use_instruction_set(0);
}

}  // namespace longhand::simd
