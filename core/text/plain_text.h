#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <longhand/error.h>

namespace longhand::text {

/// Whether a model writes a character, given as UTF-8.
using Writes = std::function<bool(std::string_view character)>;

/// Text that somebody typed or pasted, as it can be compared with a model's characters: without a
/// byte order mark at its start, and with " " for every other white space. Fails with
/// invalid_option for bytes that are not UTF-8 and for characters that nobody sees and the model
/// does not write, saying `U+200B (zero width space) at column 7 of ` and `where`.
Result<std::string> plain_text(std::string_view text, const std::string& where,
                               const Writes& writes);

/// `text` without a byte order mark at its start.
std::string_view without_mark(std::string_view text);

}  // namespace longhand::text
