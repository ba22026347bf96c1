#pragma once

#include <string_view>
#include <vector>

namespace longhand::text {

/// Takes the next line off `text`, without its line end.
std::string_view take_line(std::string_view& text);

/// The parts between spaces and tabs; at most `most` of them, the rest is left out.
std::vector<std::string_view> split_fields(std::string_view line, std::size_t most);

}  // namespace longhand::text
