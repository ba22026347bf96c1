#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <longhand/error.h>

namespace longhand::text {

/// Whether one of a model's `texts` has this character, given as UTF-8.
bool writes(std::span<const std::string> texts, std::string_view character);

/// Which of a model's characters the options `allow` and `deny` leave: a flag for each of `texts`
/// (UTF-8), or nothing where neither option says anything. A text needs leave for each of its
/// characters, the space in `allow` does not; see CharacterSet for ranges. Fails with
/// invalid_option for what plain_text refuses, and if nothing but spaces is left.
Result<std::vector<std::uint8_t>> permitted(std::span<const std::string> texts,
                                            const std::string& allow, const std::string& deny);

}  // namespace longhand::text
