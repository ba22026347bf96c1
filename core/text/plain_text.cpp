#include "text/plain_text.h"

#include "text/utf8.h"

namespace longhand::text {
namespace {

bool is_combining(char32_t code_point) {
  return unseen_name(code_point) == std::string_view("combining mark");
}

tl::unexpected<Error> unseen(char32_t code_point, std::size_t column, const std::string& where) {
  const char* advice = code_point == kBroken      ? "expected UTF-8"
                       : is_combining(code_point) ? "the model does not write it; write the "
                                                    "letter and its mark as one character (NFC)"
                                                  : "the model does not write it; delete it";
  return fail(ErrorCode::invalid_option, describe(code_point) + " at column " +
                                             std::to_string(column) + " of " + where + ": " +
                                             advice);
}

}  // namespace

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

Result<std::string> plain_text(std::string_view text, const std::string& where,
                               const Writes& writes) {
  std::string plain;
  text = without_mark(text);
  for (std::size_t column = 1; !text.empty(); ++column) {
    std::string_view rest = text;
    const char32_t code_point = take_code_point(rest);
    const std::string_view character = text.substr(0, text.size() - rest.size());
    text = rest;
    const bool seen = code_point != kBroken && !unseen_name(code_point);
    if (seen || (code_point != kBroken && writes(character))) plain += character;
    else if (is_space(code_point)) plain += ' ';
    else return unseen(code_point, column, where);
  }
  return plain;
}

}  // namespace longhand::text
