#pragma once

#include <string>
#include <string_view>

namespace longhand::text {

/// Stands for a byte that is not part of well-formed UTF-8.
inline constexpr char32_t kBroken = 0xffffffff;

/// Takes the first code point off `text`, which must not be empty; kBroken and one byte where the
/// bytes are not well-formed (overlong forms, surrogates and values past U+10FFFF included).
char32_t take_code_point(std::string_view& text);

void append(std::string& text, char32_t code_point);

bool is_utf8(std::string_view text);

/// Whether Unicode calls it white space: the tab, the no-break space, the ideographic space, ...
bool is_space(char32_t code_point);

/// What a character is that a reader does not see, or not by itself: a control character, a
/// direction mark, a combining mark, ... Null for all others.
const char* unseen_name(char32_t code_point);

/// For messages: the character in quotes, or such as "U+200B (zero width space)".
std::string describe(char32_t code_point);

/// A short quoted form of untrusted text for a message: 40 characters at most, what is not seen as
/// "<U+200B>", white space as " ".
std::string in_quotes(std::string_view text);

}  // namespace longhand::text
