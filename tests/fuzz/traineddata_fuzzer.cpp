#include <cstdlib>

#include <longhand/model.h>
#include <longhand/ocr.h>

#include "agreement.h"

/// Whatever can be described can be loaded and slimmed, and slimming keeps all that reading sees.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto info = longhand::inspect({data, size});
  expect_agreement(info, longhand::OcrModel::load({data, size}));
  const auto slimmed = longhand::slim({data, size});
  if (info.has_value() != slimmed.has_value()) std::abort();
  if (!info) return 0;
  const auto again = longhand::inspect(*slimmed);
  if (!again || again->network != info->network || again->characters != info->characters ||
      again->dictionaries.size() != info->dictionaries.size())
    std::abort();
  return 0;
}
