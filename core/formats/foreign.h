#pragma once

#include <cstdint>
#include <span>

#include <longhand/error.h>

namespace longhand::formats {

/// What a reader was to read.
enum class FileKind {
  model,  ///< .traineddata or .safetensors
  traineddata,
  safetensors,
  arpa,
  list,  ///< lines of text
};

/// The error for bytes that turned out not to be of the wanted kind: what was expected, what the
/// bytes are instead (a web page, packed data, a model of another program, ...) and what to do. It
/// is `otherwise` if they look like nothing known, so ask only after reading failed.
Error explain_foreign(std::span<const std::uint8_t> bytes, FileKind wanted, Error otherwise);

}  // namespace longhand::formats
