#include <longhand/speech.h>

#include "formats/foreign.h"
#include "text/plain_text.h"
#include "text/utf8.h"

namespace longhand {

Result<std::string_view> list_text(std::span<const std::uint8_t> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text::is_utf8(text) && text.find('\0') == std::string_view::npos)
    return text::without_mark(text);
  const Error otherwise{ErrorCode::invalid_option, "expected lines of UTF-8 text"};
  Error error = formats::explain_foreign(bytes, formats::FileKind::list, otherwise);
  return fail(ErrorCode::invalid_option, std::move(error.message));
}

}  // namespace longhand
