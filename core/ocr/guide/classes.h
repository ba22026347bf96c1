#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ocr/decode/charset.h"

namespace longhand::ocr {

/// Whether a character is a letter, of any script.
bool is_letter(const Charset& charset, int unichar);

/// The characters of a model that a class of a pattern stands for, in UTF-8: digit, letter, upper,
/// lower (capitals and small letters of Latin-1), any (all but the space), or a list in brackets
/// such as [A-F0-9]. None for another name.
std::vector<std::string> class_members(std::string_view name, const Charset& charset);

}  // namespace longhand::ocr
