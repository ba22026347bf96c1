#pragma once

#include <cstdint>
#include <span>

#include <longhand/error.h>

#include "ctc/ngram_table.h"

namespace longhand::formats {

/// Whether the header of an ARPA file stands somewhere in the bytes.
bool is_arpa(std::span<const std::uint8_t> bytes);

/// Reads an uncompressed ARPA language model of order 1 to 5 (the format of SRILM's
/// ngram-format(5)). Fails with invalid_model, naming the line; memory is bounded by a small
/// multiple of the file's size.
Result<ctc::NgramTable> read_arpa(std::span<const std::uint8_t> bytes);

}  // namespace longhand::formats
