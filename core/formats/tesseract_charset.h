#pragma once

#include <string_view>
#include <vector>

#include "formats/traineddata.h"

namespace longhand::formats {

/// Reads a character set in Tesseract's text form, old forms with fewer fields included. Takes from
/// `text` what it has read. The first entry is the space.
Result<std::vector<Unichar>> read_tesseract_charset(std::string_view& text);

/// Whether entries 0 to 2 are the space and the two placeholders that most models begin with.
bool has_special_entries(const std::vector<Unichar>& charset);

}  // namespace longhand::formats
