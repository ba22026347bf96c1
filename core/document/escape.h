#pragma once

#include <string>
#include <string_view>

namespace longhand::document {

/// Text as it may stand in XML, also between double quotes. U+FFFD stands for what XML must not
/// hold: control characters and bytes that are not UTF-8.
std::string xml(std::string_view text);

/// As xml(), in a delimited string of hOCR.
std::string hocr_string(std::string_view text);

/// Well-formed UTF-8 with spaces for control characters, tabs and breaks of lines.
std::string plain(std::string_view text);

}  // namespace longhand::document
