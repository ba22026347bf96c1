#pragma once

#include <cstdlib>

#include <longhand/error.h>

/// Ends the program unless what can be described can be loaded and the other way round.
template <class Info, class Model>
void expect_agreement(const longhand::Result<Info>& described,
                      const longhand::Result<Model>& loaded) {
  if (described && !described->unused.empty() ? loaded.has_value()
                                              : described.has_value() != loaded.has_value())
    std::abort();
}
