#pragma once

#include <cstdint>
#include <span>

#include <longhand/error.h>

#include "ctc/ngram_table.h"

namespace longhand::formats {

/// Reads a list of words, one a line, as a model in which each of them is certain and every other
/// word costs what a language model's unknown word does. Fails with invalid_model, naming the line;
/// memory is bounded by a small multiple of the file's size.
Result<ctc::NgramTable> read_word_list(std::span<const std::uint8_t> bytes);

}  // namespace longhand::formats
