#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace longhand::formats {

/// What a file is that is not of the wanted kind.
struct Foreign {
  const char* what;
  const char* advice = nullptr;  ///< what to do; may be null
  std::string excerpt = {};      ///< of text, in quotes
};

/// What text a file is that begins with `head`; nothing if it is no text.
std::optional<Foreign> recognise_text(std::string_view head);

}  // namespace longhand::formats
