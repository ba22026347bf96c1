#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace longhand::formats {

/// Whether the bytes are well-formed UTF-8 (no overlong forms, surrogates or values past U+10FFFF).
bool is_utf8(std::string_view text);

/// A short quoted form of untrusted text for a message: 40 characters at most, only printable
/// ASCII.
std::string in_quotes(std::string_view text);

/// Takes the next line off `text`, without its line end.
std::string_view take_line(std::string_view& text);

/// The parts between spaces and tabs; at most `most` of them, the rest is left out.
std::vector<std::string_view> split_fields(std::string_view line, std::size_t most);

}  // namespace longhand::formats
