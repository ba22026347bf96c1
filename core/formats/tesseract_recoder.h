#pragma once

#include <vector>

#include "formats/byte_reader.h"
#include "formats/tesseract_charset.h"

namespace longhand::formats {

using Codes = std::vector<std::vector<int>>;

/// Reads the label sequence of each character.
Codes read_tesseract_recoder(ByteReader& reader);

/// Each character is a label of its own, plus one for the blank if the set has no placeholder for
/// it.
Codes identity_codes(const std::vector<Unichar>& charset);

/// Checks that there is one sequence for each character (and perhaps one for the blank), that the
/// sequences use exactly the labels 0 .. labels-1, and that the space is label 0.
Result<void> check_codes(const Codes& codes, std::size_t characters, int labels);

}  // namespace longhand::formats
